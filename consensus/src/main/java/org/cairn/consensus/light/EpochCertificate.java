package org.cairn.consensus.light;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.SignerSet;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Stake;
import org.jspecify.annotations.Nullable;

/// What leads a light client from one epoch to the next: the proof that the epoch's last block is
/// final, and the validators that this block commits to; none are written when they stay the same.
public record EpochCertificate(FinalityProof proof, @Nullable ValidatorSet next) {
  /// The canonical encoding: the proof, and the list of keys and weights.
  public Bytes encode() {
    RlpWriter writer = new RlpWriter().startList();
    writer.bytes(MessageCodec.encodeProof(proof)).startList();
    if (next != null) {
      for (int i = 0; i < next.size(); i++) {
        writer.startList().bytes(next.publicKey(i)).scalar(next.weight(i)).endList();
      }
    }
    return writer.endList().endList().toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of a certificate
  public static EpochCertificate decode(Bytes bytes) {
    RlpReader reader = new RlpReader(bytes);
    reader.enterList();
    FinalityProof proof = MessageCodec.decodeProof(reader.bytes());
    reader.enterList();
    List<Validator> next = new ArrayList<>();
    while (reader.hasNext()) {
      if (next.size() == SignerSet.MAX_VALIDATORS) {
        throw new DecodingException("more than " + SignerSet.MAX_VALIDATORS + " validators");
      }
      next.add(readValidator(reader));
    }
    reader.leaveList();
    reader.leaveList();
    reader.finish();
    try {
      return new EpochCertificate(proof, next.isEmpty() ? null : new ValidatorSet(next));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DecodingException("no set of validators: " + e.getMessage(), e);
    }
  }

  private static Validator readValidator(RlpReader reader) {
    reader.enterList();
    Bytes key = Bytes.wrap(reader.fixedBytes(Validator.PUBLIC_KEY_BYTES));
    long weight = reader.scalar63();
    reader.leaveList();
    if (weight == 0) {
      throw new DecodingException("validator without weight: " + key);
    }
    return new Validator(key, new Stake(weight));
  }
}
