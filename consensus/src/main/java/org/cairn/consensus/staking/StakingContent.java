package org.cairn.consensus.staking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What a block carries for the staking layer beside its execution block. Nothing about it has been
/// checked.
public record StakingContent(List<Evidence> evidence, List<SignedMessage> messages) {
  public static final StakingContent NONE = new StakingContent(List.of(), List.of());

  public StakingContent {
    evidence = List.copyOf(evidence);
    messages = List.copyOf(messages);
  }

  public boolean isEmpty() {
    return evidence.isEmpty() && messages.isEmpty();
  }

  /// The commitment in the header. Computed on each call.
  public Hash root() {
    return isEmpty() ? Hash.ZERO : Sha256.hash(encode().shared());
  }

  /// Nothing is no bytes, as that is the usual case.
  public Bytes encode() {
    if (isEmpty()) {
      return Bytes.EMPTY;
    }
    RlpWriter writer = new RlpWriter().startList().startList();
    evidence.forEach(piece -> writer.raw(MessageCodec.encodeEvidence(piece)));
    writer.endList().startList();
    messages.forEach(message -> writer.raw(encode(message)));
    return writer.endList().endList().toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of a content
  public static StakingContent decode(Bytes encoded) {
    if (encoded.isEmpty()) {
      return NONE;
    }
    RlpReader reader = new RlpReader(encoded);
    reader.enterList();
    List<Evidence> evidence =
        list(reader, StakingTransition.MAX_CONVICTIONS, MessageCodec::decodeEvidence);
    List<SignedMessage> messages =
        list(reader, StakingTransition.MAX_MESSAGES, StakingContent::decodeMessage);
    reader.leaveList();
    reader.finish();
    StakingContent content = new StakingContent(evidence, messages);
    if (content.isEmpty()) {
      throw new DecodingException("an empty content is no bytes");
    }
    return content;
  }

  private static <T> List<T> list(RlpReader reader, int max, Function<Bytes, T> element) {
    List<T> elements = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      if (elements.size() == max) {
        throw new DecodingException("more than " + max + " pieces");
      }
      elements.add(element.apply(reader.raw()));
    }
    reader.leaveList();
    return elements;
  }

  /// A message by itself, as nodes pass it on.
  public static Bytes encode(SignedMessage signed) {
    ExitMessage message = signed.message();
    return new RlpWriter()
        .startList()
        .scalar(message.kind() == ExitMessage.Kind.EXIT ? 1 : 2)
        .scalar(message.epoch())
        .scalar(message.validatorIndex())
        .bytes(signed.signature())
        .endList()
        .toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of a message
  public static SignedMessage decodeMessage(Bytes encoded) {
    RlpReader reader = new RlpReader(encoded);
    reader.enterList();
    int kind = reader.scalar(2);
    if (kind == 0) {
      throw new DecodingException("message of kind 0");
    }
    ExitMessage message =
        new ExitMessage(
            kind == 1 ? ExitMessage.Kind.EXIT : ExitMessage.Kind.RETURN,
            reader.scalar63(),
            reader.scalar63());
    SignedMessage signed =
        new SignedMessage(message, Bytes.wrap(reader.fixedBytes(SignedMessage.SIGNATURE_BYTES)));
    reader.leaveList();
    reader.finish();
    return signed;
  }
}
