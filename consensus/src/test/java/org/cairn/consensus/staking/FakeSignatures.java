package org.cairn.consensus.staking;

import java.nio.ByteBuffer;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.staking.DepositMessage;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Signatures that anybody can make and check: a hash of the key and the message.
record FakeSignatures(Bytes forkVersion) implements StakingSignatures {
  static final FakeSignatures HERE = new FakeSignatures(Bytes.fromHex("0xca000001"));
  static final FakeSignatures ELSEWHERE = new FakeSignatures(Bytes.fromHex("0xca000002"));

  @Override
  public boolean isSigned(Queues.Deposit deposit) {
    var message =
        new DepositMessage(
            deposit.publicKey(), deposit.withdrawalCredentials(), deposit.amountGwei());
    return deposit.signature().equals(sign(deposit.publicKey(), message));
  }

  @Override
  public boolean isSigned(Bytes publicKey, SignedMessage message) {
    return message.signature().equals(sign(publicKey, message.message()));
  }

  Bytes sign(Bytes publicKey, DepositMessage message) {
    return signature(publicKey, message.signingRoot(forkVersion));
  }

  Bytes sign(Bytes publicKey, ExitMessage message) {
    return signature(publicKey, message.signingRoot(forkVersion, Hash.ZERO));
  }

  private static Bytes signature(Bytes publicKey, Hash root) {
    byte[] hash = Sha256.hash(publicKey.shared(), root.shared()).shared();
    return Bytes.wrap(ByteBuffer.allocate(96).put(hash).put(hash).put(hash).array());
  }
}
