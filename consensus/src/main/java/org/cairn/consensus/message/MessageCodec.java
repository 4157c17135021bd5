package org.cairn.consensus.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The canonical encoding of everything in this package: RLP, one form for one value. A message is
/// the list of its type code and its body.
///
/// Decoders check form and limits only; signatures and weights are for whoever knows the
/// validators.
public final class MessageCodec {
  /// A proposal with the largest payload and the largest justification stays below this.
  public static final int MAX_MESSAGE_BYTES = 12 << 20;

  private static final int PROPOSAL = 1;
  private static final int VOTE = 2;
  private static final int CERTIFICATE = 3;
  private static final int STATUS = 4;
  private static final int BLOCK_REQUEST = 5;
  private static final int BLOCK_RESPONSE = 6;
  private static final int ACCUSATION = 7;

  private MessageCodec() {}

  public static Bytes encode(Message message) {
    RlpWriter writer = new RlpWriter();
    writer.startList();
    switch (message) {
      case Proposal(ProposedBlock block, Bytes signature) -> {
        writer.scalar(PROPOSAL);
        write(writer, block);
        writer.bytes(signature);
      }
      case Vote vote -> {
        writer.scalar(VOTE);
        write(writer, vote);
      }
      case Certificate certificate -> {
        writer.scalar(CERTIFICATE);
        write(writer, certificate);
      }
      case Message.Status(Round round, long finalizedView) -> {
        writer.scalar(STATUS);
        write(writer, round);
        writer.scalar(finalizedView);
      }
      case Message.BlockRequest(Hash blockId) -> writer.scalar(BLOCK_REQUEST).bytes(blockId);
      case Message.BlockResponse(ProposedBlock block) -> {
        writer.scalar(BLOCK_RESPONSE);
        write(writer, block);
      }
      case Message.Accusation(Evidence evidence) -> {
        writer.scalar(ACCUSATION);
        write(writer, evidence);
      }
    }
    return writer.endList().toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of a message
  public static Message decode(Bytes bytes) {
    if (bytes.size() > MAX_MESSAGE_BYTES) {
      throw new DecodingException("message of " + bytes.size() + " bytes");
    }
    RlpReader reader = new RlpReader(bytes);
    reader.enterList();
    int type = reader.scalar(ACCUSATION);
    Message message =
        checked(() ->
            switch (type) {
              case PROPOSAL -> new Proposal(readBlock(reader), readSignature(reader));
              case VOTE -> readVote(reader);
              case CERTIFICATE -> readCertificate(reader);
              case STATUS -> new Message.Status(readRound(reader), reader.scalar63());
              case BLOCK_REQUEST -> new Message.BlockRequest(reader.hash());
              case BLOCK_RESPONSE -> new Message.BlockResponse(readBlock(reader));
              case ACCUSATION -> new Message.Accusation(readEvidence(reader));
              default -> throw new DecodingException("unknown message type " + type);
            });
    reader.leaveList();
    reader.finish();
    return message;
  }

  public static Bytes encodeBlock(ProposedBlock block) {
    RlpWriter writer = new RlpWriter(block.payload().size() + 1024);
    write(writer, block);
    return writer.toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of a block
  public static ProposedBlock decodeBlock(Bytes bytes) {
    RlpReader reader = new RlpReader(bytes);
    ProposedBlock block = checked(() -> readBlock(reader));
    reader.finish();
    return block;
  }

  public static Bytes encodeVote(Vote vote) {
    RlpWriter writer = new RlpWriter();
    write(writer, vote);
    return writer.toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of a vote
  public static Vote decodeVote(Bytes bytes) {
    RlpReader reader = new RlpReader(bytes);
    Vote vote = checked(() -> readVote(reader));
    reader.finish();
    return vote;
  }

  public static Bytes encodeCertificate(Certificate certificate) {
    RlpWriter writer = new RlpWriter();
    write(writer, certificate);
    return writer.toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of a certificate
  public static Certificate decodeCertificate(Bytes bytes) {
    RlpReader reader = new RlpReader(bytes);
    Certificate certificate = checked(() -> readCertificate(reader));
    reader.finish();
    return certificate;
  }

  public static Bytes encodeEvidence(Evidence evidence) {
    RlpWriter writer = new RlpWriter();
    write(writer, evidence);
    return writer.toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of evidence
  public static Evidence decodeEvidence(Bytes bytes) {
    RlpReader reader = new RlpReader(bytes);
    Evidence evidence = checked(() -> readEvidence(reader));
    reader.finish();
    return evidence;
  }

  public static Bytes encodeProof(FinalityProof proof) {
    RlpWriter writer = new RlpWriter().startList();
    write(writer, proof.finalization());
    writer.startList();
    for (FinalityProof.Link link : proof.path()) {
      writer.startList();
      write(writer, link.header());
      write(writer, link.justification());
      writer.endList();
    }
    return writer.endList().endList().toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of a proof
  public static FinalityProof decodeProof(Bytes bytes) {
    RlpReader reader = new RlpReader(bytes);
    FinalityProof proof = checked(() -> readProof(reader));
    reader.finish();
    return proof;
  }

  static void write(RlpWriter writer, ConsensusHeader header) {
    writer.startList();
    write(writer, header.round());
    writer.scalar(header.parentView()).bytes(header.parentId()).scalar(header.height());
    writer.scalar(header.proposer()).scalar(header.timestampMillis());
    writer.bytes(header.payloadRoot());
    writer.bytes(header.staking().state()).bytes(header.staking().content());
    writer.bytes(header.justificationRoot());
    writer.bytes(header.randaoReveal());
    writeOptional(writer, header.nextSetRoot());
    writeOptional(writer, header.reproposalOf());
    writer.endList();
  }

  static void write(RlpWriter writer, Justification justification) {
    writer.startList().startList();
    Certificate parent = justification.parent();
    if (parent != null) {
      write(writer, parent);
    }
    writer.endList().startList();
    for (Certificate skip : justification.skips()) {
      write(writer, skip);
    }
    writer.endList().startList();
    ConsensusHeader reproposal = justification.reproposal();
    if (reproposal != null) {
      write(writer, reproposal);
    }
    writer.endList().endList();
  }

  private static void writeOptional(RlpWriter writer, @Nullable Hash hash) {
    writer.bytes(hash == null ? Bytes.EMPTY : hash.toBytes());
  }

  private static void write(RlpWriter writer, ProposedBlock block) {
    writer.startList();
    write(writer, block.header());
    write(writer, block.justification());
    writer.bytes(block.payload()).endList();
  }

  private static void write(RlpWriter writer, Round round) {
    writer.scalar(round.epoch()).scalar(round.view());
  }

  private static void write(RlpWriter writer, Ballot ballot) {
    writer.scalar(ballot.kind().code());
    write(writer, ballot.round());
    writer.bytes(ballot.kind() == VoteKind.NULLIFY ? Bytes.EMPTY : ballot.blockId().toBytes());
  }

  private static void write(RlpWriter writer, Vote vote) {
    writer.startList();
    write(writer, vote.ballot());
    writer.scalar(vote.validator()).bytes(vote.signature()).endList();
  }

  private static void write(RlpWriter writer, Certificate certificate) {
    writer.startList();
    write(writer, certificate.ballot());
    writer.bytes(certificate.signers().bits()).bytes(certificate.signature()).endList();
  }

  private static Round readRound(RlpReader reader) {
    return new Round(reader.scalar63(), reader.scalar63());
  }

  private static ConsensusHeader readHeader(RlpReader reader) {
    reader.enterList();
    ConsensusHeader header =
        new ConsensusHeader(
            readRound(reader),
            reader.scalar63(),
            reader.hash(),
            reader.scalar63(),
            reader.scalar(SignerSet.MAX_VALIDATORS),
            reader.scalar63(),
            reader.hash(),
            new StakingRoots(reader.hash(), reader.hash()),
            reader.hash(),
            reader.bytes(Message.SIGNATURE_BYTES),
            readOptionalHash(reader),
            readOptionalHash(reader));
    reader.leaveList();
    return header;
  }

  private static @Nullable Hash readOptionalHash(RlpReader reader) {
    Bytes bytes = reader.bytes(Hash.SIZE_BYTES);
    return bytes.isEmpty() ? null : Hash.of(bytes.shared());
  }

  private static Justification readJustification(RlpReader reader) {
    reader.enterList();
    reader.enterList();
    @Nullable Certificate parent = reader.hasNext() ? readCertificate(reader) : null;
    reader.leaveList();
    reader.enterList();
    List<Certificate> skips = new ArrayList<>();
    while (reader.hasNext()) {
      if (skips.size() == Justification.MAX_SKIPS) {
        throw new DecodingException("more than " + Justification.MAX_SKIPS + " skips");
      }
      skips.add(readCertificate(reader));
    }
    reader.leaveList();
    reader.enterList();
    @Nullable ConsensusHeader reproposal = reader.hasNext() ? readHeader(reader) : null;
    reader.leaveList();
    reader.leaveList();
    return new Justification(parent, skips, reproposal);
  }

  private static ProposedBlock readBlock(RlpReader reader) {
    reader.enterList();
    ProposedBlock block =
        new ProposedBlock(
            readHeader(reader),
            readJustification(reader),
            reader.bytes(ProposedBlock.MAX_PAYLOAD_BYTES));
    reader.leaveList();
    return block;
  }

  private static Ballot readBallot(RlpReader reader) {
    int code = reader.scalar(VoteKind.FINALIZE.code());
    Round round = readRound(reader);
    return switch (code) {
      case 1 -> Ballot.notarize(round, reader.hash());
      case 2 -> {
        reader.fixedBytes(0);
        yield Ballot.nullify(round);
      }
      case 3 -> Ballot.finalize(round, reader.hash());
      default -> throw new DecodingException("unknown kind of vote " + code);
    };
  }

  private static Vote readVote(RlpReader reader) {
    reader.enterList();
    Vote vote =
        new Vote(
            readBallot(reader), reader.scalar(SignerSet.MAX_VALIDATORS), readSignature(reader));
    reader.leaveList();
    return vote;
  }

  /// The offence follows from the votes, and is not written.
  private static void write(RlpWriter writer, Evidence evidence) {
    writer.startList();
    write(writer, evidence.first());
    write(writer, evidence.second());
    writer.endList();
  }

  private static Evidence readEvidence(RlpReader reader) {
    reader.enterList();
    Vote first = readVote(reader);
    Vote second = readVote(reader);
    reader.leaveList();
    Evidence.Offence offence = Evidence.offence(first.ballot(), second.ballot());
    if (offence == null) {
      throw new DecodingException("votes that do not contradict each other");
    }
    return new Evidence(offence, first, second);
  }

  private static Certificate readCertificate(RlpReader reader) {
    reader.enterList();
    Certificate certificate =
        new Certificate(
            readBallot(reader),
            new SignerSet(reader.bytes(SignerSet.MAX_BYTES)),
            readSignature(reader));
    reader.leaveList();
    return certificate;
  }

  private static FinalityProof readProof(RlpReader reader) {
    reader.enterList();
    Certificate finalization = readCertificate(reader);
    reader.enterList();
    List<FinalityProof.Link> path = new ArrayList<>();
    while (reader.hasNext()) {
      if (path.size() == FinalityProof.MAX_PATH) {
        throw new DecodingException("more than " + FinalityProof.MAX_PATH + " headers");
      }
      reader.enterList();
      path.add(new FinalityProof.Link(readHeader(reader), readJustification(reader)));
      reader.leaveList();
    }
    reader.leaveList();
    reader.leaveList();
    return new FinalityProof(finalization, path);
  }

  private static Bytes readSignature(RlpReader reader) {
    return Bytes.wrap(reader.fixedBytes(Message.SIGNATURE_BYTES));
  }

  /// Values check themselves with [IllegalArgumentException]; seen from here, that is a fault of
  /// the bytes.
  private static <T> T checked(Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new DecodingException("value out of range: " + e.getMessage(), e);
    }
  }
}
