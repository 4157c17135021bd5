package org.cairn.evm.instruction;

import org.cairn.core.types.UInt256;
import org.cairn.evm.code.Code;
import org.cairn.evm.word.Word;
import org.cairn.evm.world.AccountState;
import org.jspecify.annotations.Nullable;

/// Instructions that look at accounts.
final class AccountFamily {
  private AccountFamily() {}

  static @Nullable Halt balance(Frame frame) {
    int top = frame.sp - 4;
    AccountState account = frame.execution.world.account(frame.stack, top);
    if (!frame.chargeAccess(account)) {
      return Halt.OUT_OF_GAS;
    }
    frame.put(top, account.balance());
    return null;
  }

  static @Nullable Halt selfBalance(Frame frame) {
    frame.put(frame.sp, frame.self.balance());
    frame.sp += 4;
    return null;
  }

  static @Nullable Halt codeSize(Frame frame) {
    int top = frame.sp - 4;
    AccountState account = frame.execution.world.account(frame.stack, top);
    if (!frame.chargeAccess(account)) {
      return Halt.OUT_OF_GAS;
    }
    Word.setLong(frame.stack, top, frame.execution.world.code(account).sizeBytes());
    return null;
  }

  static @Nullable Halt codeHash(Frame frame) {
    int top = frame.sp - 4;
    AccountState account = frame.execution.world.account(frame.stack, top);
    if (!frame.chargeAccess(account)) {
      return Halt.OUT_OF_GAS;
    }
    if (!account.exists() || account.isEmpty()) {
      frame.put(top, UInt256.ZERO);
    } else {
      Word.load(frame.stack, top, account.codeHash().shared(), 0);
    }
    return null;
  }

  static @Nullable Halt codeCopy(Frame frame) {
    int top = frame.sp - 4;
    long to = Word.saturated(frame.stack, top - 4);
    long from = Word.saturated(frame.stack, top - 8);
    long size = Word.saturated(frame.stack, top - 12);
    AccountState account = frame.execution.world.account(frame.stack, top);
    if (!frame.chargeWords(3, size) || !frame.reach(to, size) || !frame.chargeAccess(account)) {
      return Halt.OUT_OF_GAS;
    }
    if (size > 0) {
      Code code = frame.execution.world.code(account);
      frame.copyPadded(to, new Frame.Source(code.padded(), 0, code.sizeBytes()), from, size);
    }
    frame.sp -= 16;
    return null;
  }
}
