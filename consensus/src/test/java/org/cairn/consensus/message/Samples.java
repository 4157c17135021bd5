package org.cairn.consensus.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Random values of every kind.
public final class Samples {
  private final SplittableRandom random;

  public Samples(long seed) {
    random = new SplittableRandom(seed);
  }

  public Hash hash() {
    return Hash.wrap(bytes(32).toArray());
  }

  public Bytes bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  public Round round() {
    return new Round(random.nextInt(3), 2 + random.nextLong(1L << random.nextInt(1, 60)));
  }

  public Ballot ballot() {
    return switch (random.nextInt(3)) {
      case 0 -> Ballot.notarize(round(), hash());
      case 1 -> Ballot.nullify(round());
      default -> Ballot.finalize(round(), hash());
    };
  }

  public Vote vote() {
    return new Vote(ballot(), random.nextInt(SignerSet.MAX_VALIDATORS), bytes(96));
  }

  public Certificate certificate() {
    return new Certificate(ballot(), new SignerSet(bytes(1 + random.nextInt(20))), bytes(96));
  }

  public Justification justification() {
    List<Certificate> skips = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      skips.add(certificate());
    }
    return new Justification(
        random.nextBoolean() ? certificate() : null,
        skips,
        random.nextInt(4) == 0 ? header() : null);
  }

  public ConsensusHeader header() {
    Round round = round();
    boolean last = random.nextBoolean();
    boolean again = last && random.nextBoolean();
    return new ConsensusHeader(
        round,
        random.nextLong(round.view()),
        hash(),
        1 + random.nextLong(1L << 40),
        random.nextInt(SignerSet.MAX_VALIDATORS),
        random.nextLong(1L << 50),
        hash(),
        StakingRoots.NONE,
        hash(),
        again ? Bytes.EMPTY : bytes(96),
        last ? hash() : null,
        again ? hash() : null);
  }

  /// Two votes that contradict each other.
  public Evidence evidence() {
    Vote vote = vote();
    Ballot other = Ballot.finalize(vote.ballot().round(), hash());
    Evidence.Offence offence = Evidence.offence(vote.ballot(), other);
    return new Evidence(
        Objects.requireNonNull(offence), vote, new Vote(other, vote.validator(), bytes(96)));
  }

  public ProposedBlock block() {
    ConsensusHeader header = header();
    Bytes payload = header.isReproposal() ? Bytes.EMPTY : bytes(random.nextInt(300));
    return new ProposedBlock(header, justification(), payload);
  }

  public FinalityProof proof() {
    List<FinalityProof.Link> path = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      path.add(new FinalityProof.Link(header(), justification()));
    }
    return new FinalityProof(certificate(), path);
  }

  public Message message() {
    return switch (random.nextInt(7)) {
      case 0 -> new Proposal(block(), bytes(96));
      case 1 -> vote();
      case 2 -> certificate();
      case 3 -> new Message.Status(round(), random.nextLong(1L << 40));
      case 4 -> new Message.BlockRequest(hash());
      case 5 -> new Message.Accusation(evidence());
      default -> new Message.BlockResponse(block());
    };
  }
}
