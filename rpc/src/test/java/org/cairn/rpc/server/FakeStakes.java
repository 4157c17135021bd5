package org.cairn.rpc.server;

import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.rpc.port.StakeView;
import org.jspecify.annotations.Nullable;

/// Two validators, of which the second has only made its deposit.
final class FakeStakes implements StakeView {
  static final Bytes FIRST_KEY = Bytes.fromHex("0x" + "aa".repeat(48));
  static final Bytes SECOND_KEY = Bytes.fromHex("0x" + "bb".repeat(48));
  private static final Hash ROOT = Hash.fromHex("0x" + "cc".repeat(32));

  @Override
  public List<Staker> validators() {
    return List.of(
        new Staker(
            0,
            FIRST_KEY,
            ROOT,
            "active",
            false,
            33_000_000_000L,
            32_000_000_000L,
            0L,
            null,
            null,
            new Turn(5, 6, 2, 1, List.of(9L, 17L))),
        new Staker(1, SECOND_KEY, ROOT, "pending", false, 1, 0, null, null, null, null));
  }

  @Override
  public @Nullable Staker validator(long index) {
    return index < 2 && index >= 0 ? validators().get((int) index) : null;
  }

  @Override
  public @Nullable Staker validator(Bytes publicKey) {
    return publicKey.equals(FIRST_KEY) ? validator(0) : null;
  }

  @Override
  public long currentEpoch() {
    return 3;
  }

  @Override
  public @Nullable EpochSet epoch(long epoch) {
    return epoch > 4
        ? null
        : new EpochSet(
            epoch,
            1 + 32 * epoch,
            32 + 32 * epoch,
            ROOT,
            32,
            List.of(new Member(0, FIRST_KEY, 32)));
  }

  @Override
  public Totals totals() {
    return new Totals(32, 1, 2, 0, 0, 0, 0, 35, ROOT);
  }

  @Override
  public @Nullable Rewards rewards(long epoch) {
    return epoch >= 3
        ? null
        : new Rewards(epoch, 100, 31, List.of(new Earnings(0, 31, 32, 0, 88, 12, 0)));
  }

  @Override
  public @Nullable String submitExit(long epoch, long validatorIndex, Bytes signature) {
    return validatorIndex == 0 ? null : "validator 1 is PENDING: no EXIT";
  }
}
