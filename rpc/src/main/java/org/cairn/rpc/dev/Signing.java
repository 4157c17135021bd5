package org.cairn.rpc.dev;

import java.nio.charset.StandardCharsets;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.port.UnlockedAccounts;

/// Signatures of messages, as wallets make them.
final class Signing {
  private static final int V_OFFSET = 27;
  private static final int SIGNATURE_BYTES = 65;

  private Signing() {}

  static Signature sign(UnlockedAccounts unlocked, Address account, Hash hash) {
    Signature signature = unlocked.sign(account, hash);
    if (signature == null) {
      throw new RpcException(RpcError.INVALID_PARAMS, "unknown account " + account);
    }
    return signature;
  }

  /// EIP-191: the hash of a text with the prefix that keeps it from being a transaction.
  static Hash ofMessage(Bytes message) {
    byte[] prefix =
        ("\u0019Ethereum Signed Message:\n" + message.size()).getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[prefix.length + message.size()];
    System.arraycopy(prefix, 0, all, 0, prefix.length);
    System.arraycopy(message.shared(), 0, all, prefix.length, message.size());
    return Keccak256.hash(all);
  }

  /// `r`, `s` and `v`, which is 27 or 28.
  static Bytes bytes(Signature signature) {
    byte[] bytes = new byte[SIGNATURE_BYTES];
    signature.r().writeTo(bytes, 0);
    signature.s().writeTo(bytes, 32);
    bytes[SIGNATURE_BYTES - 1] = (byte) (V_OFFSET + signature.yParity());
    return Bytes.wrap(bytes);
  }
}
