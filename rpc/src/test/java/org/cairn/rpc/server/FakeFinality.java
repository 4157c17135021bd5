package org.cairn.rpc.server;

import java.util.List;
import java.util.stream.LongStream;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.rpc.port.FinalityView;
import org.jspecify.annotations.Nullable;

/// Two epochs that ended, and a proof for every block but genesis.
final class FakeFinality implements FinalityView {
  @Override
  public String statusJson() {
    return "{\"epoch\":2}";
  }

  @Override
  public @Nullable Proven proof(long number) {
    return number == 0 ? null : new Proven(number, Hash.ZERO, Hash.ZERO, 2, Bytes.of((byte) 0xc0));
  }

  @Override
  public List<EpochEnd> epochEnds(long fromEpoch, int most) {
    return LongStream.range(fromEpoch, Math.min(2, fromEpoch + most))
        .mapToObj(epoch -> new EpochEnd(epoch, 32 * (epoch + 1), Bytes.of((byte) epoch)))
        .toList();
  }
}
