package org.cairn.evm.block;

import java.util.List;
import org.cairn.core.block.Log;
import org.cairn.core.block.Receipt;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Deposit requests from the deposit contract's logs (EIP-6110). The event's data is the ABI
/// encoding of five byte strings of fixed lengths, so their places are fixed, too.
final class DepositLogs {
  /// keccak256("DepositEvent(bytes,bytes,bytes,bytes,bytes)").
  static final Hash EVENT =
      Hash.fromHex("0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5");

  static final int REQUEST_BYTES = 192;
  private static final int DATA_BYTES = 576;
  private static final int WORD_BYTES = 32;

  /// Public key, withdrawal credentials, amount, signature, index.
  private static final int[] SIZES = {48, 32, 8, 96, 8};

  private static final int[] PLACES = {160, 256, 320, 384, 512};

  private DepositLogs() {}

  /// The requests of all deposits one after the other, or nothing when a log has another layout.
  static @Nullable Bytes requests(List<Receipt> receipts, Address depositContract) {
    int count = 0;
    for (Receipt receipt : receipts) {
      for (Log log : receipt.logs()) {
        count += isDeposit(log, depositContract) ? 1 : 0;
      }
    }
    byte[] requests = new byte[count * REQUEST_BYTES];
    int end = 0;
    for (Receipt receipt : receipts) {
      for (Log log : receipt.logs()) {
        if (isDeposit(log, depositContract)) {
          if (!isWellFormed(log.data().shared())) {
            return null;
          }
          end = append(log.data().shared(), requests, end);
        }
      }
    }
    return Bytes.wrap(requests);
  }

  private static boolean isDeposit(Log log, Address depositContract) {
    return log.address().equals(depositContract)
        && !log.topics().isEmpty()
        && log.topics().getFirst().equals(EVENT);
  }

  private static boolean isWellFormed(byte[] data) {
    if (data.length != DATA_BYTES) {
      return false;
    }
    for (int i = 0; i < SIZES.length; i++) {
      if (!isWord(data, i * WORD_BYTES, PLACES[i]) || !isWord(data, PLACES[i], SIZES[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(byte[] data, int at, int value) {
    for (int i = 0; i < WORD_BYTES - 2; i++) {
      if (data[at + i] != 0) {
        return false;
      }
    }
    return ((data[at + 30] & 0xff) << 8 | (data[at + 31] & 0xff)) == value;
  }

  private static int append(byte[] data, byte[] requests, int end) {
    int at = end;
    for (int i = 0; i < SIZES.length; i++) {
      System.arraycopy(data, PLACES[i] + WORD_BYTES, requests, at, SIZES[i]);
      at += SIZES[i];
    }
    return at;
  }
}
