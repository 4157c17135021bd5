package org.cairn.node.chainfile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.evm.block.BlockSenders;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.evm.fork.Rules;
import org.jspecify.annotations.Nullable;

/// A block of a file, decoded, with what can be computed without the state. `senders` is absent
/// when a signature names none.
record PreparedBlock(
    Path file, long offset, Block block, Hash hash, @Nullable List<Address> senders) {

  /// @throws ChainFileException when the bytes are no block
  static PreparedBlock of(Path file, long offset, Bytes encoded, ForkSchedule schedule) {
    Block block;
    try {
      block = BlockCodec.decode(encoded);
    } catch (DecodingException e) {
      throw new ChainFileException(
          file + " at byte " + offset + ": no block: " + e.getMessage(), e);
    }
    Rules rules = schedule.at(block.header());
    List<Address> senders = new ArrayList<>();
    for (SignedTransaction signed : block.body().transactions()) {
      Address sender = BlockSenders.recover(signed, rules);
      if (sender == null) {
        senders = null;
        break;
      }
      senders.add(sender);
    }
    return new PreparedBlock(file, offset, block, HeaderCodec.hash(block.header()), senders);
  }

  long number() {
    return block.header().number();
  }

  /// The block and its place, for messages.
  String place() {
    return file + " at byte " + offset + ": block " + number() + " " + hash;
  }
}
