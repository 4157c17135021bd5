package org.cairn.evm.instruction;

import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.word.Word;
import org.cairn.evm.world.BlockContext;
import org.jspecify.annotations.Nullable;

/// Instructions that tell about the block and the transaction.
final class BlockFamily {
  private static final long KEPT_HASHES = 256;

  private BlockFamily() {}

  static @Nullable Halt origin(Frame frame) {
    Word.loadAddress(frame.stack, frame.sp, frame.execution.origin.shared(), 0);
    return pushed(frame);
  }

  static @Nullable Halt gasPrice(Frame frame) {
    return push(frame, frame.execution.gasPrice);
  }

  static @Nullable Halt beneficiary(Frame frame) {
    Word.loadAddress(frame.stack, frame.sp, frame.execution.block.beneficiary().shared(), 0);
    return pushed(frame);
  }

  static @Nullable Halt timestamp(Frame frame) {
    return push(frame, frame.execution.block.timestampSeconds());
  }

  static @Nullable Halt number(Frame frame) {
    return push(frame, frame.execution.block.number());
  }

  static @Nullable Halt prevRandao(Frame frame) {
    return push(frame, frame.execution.block.prevRandao());
  }

  static @Nullable Halt gasLimit(Frame frame) {
    return push(frame, frame.execution.block.gasLimit());
  }

  static @Nullable Halt chainId(Frame frame) {
    return push(frame, frame.execution.rules.chainId());
  }

  static @Nullable Halt baseFee(Frame frame) {
    return push(frame, frame.execution.block.baseFeePerGas().value());
  }

  static @Nullable Halt blobBaseFee(Frame frame) {
    return push(frame, frame.execution.block.blobBaseFee().value());
  }

  static @Nullable Halt blobHash(Frame frame) {
    int top = frame.sp - 4;
    long index = Word.saturated(frame.stack, top);
    if (index < frame.execution.blobHashes.size()) {
      Word.load(frame.stack, top, frame.execution.blobHashes.get((int) index).shared(), 0);
    } else {
      Word.setLong(frame.stack, top, 0);
    }
    return null;
  }

  static @Nullable Halt blockHash(Frame frame) {
    int top = frame.sp - 4;
    BlockContext block = frame.execution.block;
    long number = Word.saturated(frame.stack, top);
    Word.setLong(frame.stack, top, 0);
    if (number < block.number() && number >= block.number() - KEPT_HASHES) {
      Hash hash = block.hashes().hash(number);
      if (hash != null) {
        Word.load(frame.stack, top, hash.shared(), 0);
      }
    }
    return null;
  }

  private static @Nullable Halt push(Frame frame, long number) {
    Word.setLong(frame.stack, frame.sp, number);
    return pushed(frame);
  }

  private static @Nullable Halt push(Frame frame, UInt256 number) {
    frame.put(frame.sp, number);
    return pushed(frame);
  }

  private static @Nullable Halt pushed(Frame frame) {
    frame.sp += 4;
    return null;
  }
}
