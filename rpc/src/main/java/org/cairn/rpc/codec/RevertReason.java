package org.cairn.rpc.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;

/// The text behind the data of a revert, as Solidity encodes it: `Error(string)` and
/// `Panic(uint256)`. Other data has no text; the client gets the bytes.
public final class RevertReason {
  private static final int ERROR_SELECTOR = 0x08c379a0;
  private static final int PANIC_SELECTOR = 0x4e487b71;
  private static final int HEAD_BYTES = 4 + 32 + 32;
  private static final int MAX_TEXT_BYTES = 4096;

  private RevertReason() {}

  /// The error of a reverted call: code 3, the decoded reason in the text, the data itself.
  public static RpcError error(Bytes data) {
    String reason = decode(data);
    return new RpcError(
        RpcError.REVERTED,
        reason.isEmpty() ? "execution reverted" : "execution reverted: " + reason,
        Answer.text(data.toString()));
  }

  /// The reason in the words of the code that reverted; empty when there is none.
  public static String decode(Bytes data) {
    if (data.size() < 4) {
      return "";
    }
    return switch (ByteBuffer.wrap(data.shared()).getInt()) {
      case ERROR_SELECTOR -> text(data);
      case PANIC_SELECTOR -> data.size() == 4 + 32 ? panic(word(data, 4)) : "";
      default -> "";
    };
  }

  /// The ABI encoding of one string: offset 32, length, bytes; padding may be left out.
  private static String text(Bytes data) {
    if (data.size() < HEAD_BYTES || !word(data, 4).equals(UInt256.of(32))) {
      return "";
    }
    UInt256 lengthBytes = word(data, 4 + 32);
    if (!lengthBytes.fitsLong()
        || lengthBytes.limb0() > data.size() - HEAD_BYTES
        || lengthBytes.limb0() > MAX_TEXT_BYTES) {
      return "";
    }
    try {
      return UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(data.shared(), HEAD_BYTES, (int) lengthBytes.limb0()))
          .toString();
    } catch (CharacterCodingException _) {
      return "";
    }
  }

  /// Solidity's panic codes.
  private static String panic(UInt256 code) {
    if (!code.fitsLong()) {
      return "unknown panic code: " + code.toHex();
    }
    return switch ((int) Math.min(code.limb0(), Integer.MAX_VALUE)) {
      case 0x00 -> "generic panic";
      case 0x01 -> "assert(false)";
      case 0x11 -> "arithmetic underflow or overflow";
      case 0x12 -> "division or modulo by zero";
      case 0x21 -> "enum overflow";
      case 0x22 -> "invalid encoded storage byte array accessed";
      case 0x31 -> "out-of-bounds array access; popping on an empty array";
      case 0x32 -> "out-of-bounds access of an array or bytesN";
      case 0x41 -> "out of memory";
      case 0x51 -> "uninitialized function";
      default -> "unknown panic code: " + code.toHex();
    };
  }

  private static UInt256 word(Bytes data, int offset) {
    return UInt256.fromWord(data.shared(), offset);
  }
}
