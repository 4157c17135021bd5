package org.cairn.consensus.sim.adversary;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cairn.consensus.sim.world.Behaviour;
import org.cairn.consensus.sim.world.SimNode;

/// The ways to break the protocol, by name.
public enum Strategy {
  EQUIVOCATING_LEADER,
  OVERLAPPING_LEADER,
  SHORT_PROPOSER,
  SILENT_LEADER,
  LATE_LEADER,
  BODY_WITHHOLDER,
  TAIL_FORKER,
  UNJUSTIFIED_LEADER,
  DOUBLE_NOTARIZER,
  NULLIFIER,
  EVERYTHING_VOTER,
  FINALIZE_ONLY,
  FINALIZE_WITHHOLDER,
  CERTIFICATE_WITHHOLDER,
  FAR_FUTURE_VOTER,
  SIGNATURE_FORGER,
  VOTE_REPEATER,
  REPLAYER,
  AMNESIAC,
  TWIN,
  BOUNDARY_ATTACKER,
  INVALID_PAYLOAD_LEADER,
  TIMESTAMP_PUSHER,
  RANDAO_WITHHOLDER,
  SYNC_POISONER,
  ECLIPSER,
  CENSOR,
  FALSE_ACCUSER,
  STAKE_FORGER,
  FORKER;

  private Behaviour of(SimNode node) {
    return switch (this) {
      case EQUIVOCATING_LEADER -> new EquivocatingLeader(node);
      case OVERLAPPING_LEADER -> new OverlappingLeader(node);
      case SHORT_PROPOSER -> new ShortProposer(node);
      case SILENT_LEADER -> new SilentLeader(node);
      case LATE_LEADER -> new LateLeader(node);
      case BODY_WITHHOLDER -> new BodyWithholder(node);
      case TAIL_FORKER -> new TailForker(node);
      case UNJUSTIFIED_LEADER -> new UnjustifiedLeader(node);
      case DOUBLE_NOTARIZER -> new DoubleNotarizer(node);
      case NULLIFIER -> new Nullifier(node);
      case EVERYTHING_VOTER -> new EverythingVoter(node);
      case FINALIZE_ONLY -> new FinalizeOnly(node);
      case FINALIZE_WITHHOLDER -> new FinalizeWithholder(node);
      case CERTIFICATE_WITHHOLDER -> new CertificateWithholder(node);
      case FAR_FUTURE_VOTER -> new FarFutureVoter(node);
      case SIGNATURE_FORGER -> new SignatureForger(node);
      case VOTE_REPEATER -> new VoteRepeater(node);
      case REPLAYER -> new Replayer(node);
      case AMNESIAC -> new Amnesiac(node);
      case TWIN -> new Twin(node);
      case BOUNDARY_ATTACKER -> new BoundaryAttacker(node);
      case INVALID_PAYLOAD_LEADER -> new InvalidPayloadLeader(node);
      case TIMESTAMP_PUSHER -> new TimestampPusher(node);
      case RANDAO_WITHHOLDER -> new RandaoWithholder(node);
      case SYNC_POISONER -> new SyncPoisoner(node);
      case ECLIPSER -> new Eclipser(node);
      case CENSOR -> new Censor(node);
      case FALSE_ACCUSER -> new FalseAccuser(node);
      case STAKE_FORGER -> new StakeForger(node);
      case FORKER -> new Forker(node);
    };
  }

  /// The name on the command line.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static List<String> names() {
    return Arrays.stream(values()).map(Strategy::text).toList();
  }

  /// Those that are drawn when nothing is said: forking takes more stake than the others have, and
  /// some can do nothing where blocks do not move stake.
  public static List<String> drawn(boolean staking) {
    return Arrays.stream(values())
        .filter(strategy -> strategy != FORKER && (staking || strategy != STAKE_FORGER))
        .map(Strategy::text)
        .toList();
  }

  /// Those who have to do with slashing: they sign what convicts them, or accuse in blocks.
  public static List<String> ofStaking() {
    return Stream.of(EQUIVOCATING_LEADER, DOUBLE_NOTARIZER, EVERYTHING_VOTER, TWIN, STAKE_FORGER)
        .map(Strategy::text)
        .toList();
  }

  /// Whether a validator with this strategy has two processes.
  public static boolean isDouble(String text) {
    return text.equals(TWIN.text()) || text.equals(FORKER.text());
  }

  /// @throws IllegalArgumentException when no strategy has the name
  public static Behaviour.Factory factory(String text) {
    for (Strategy strategy : values()) {
      if (strategy.text().equals(text)) {
        return strategy::of;
      }
    }
    throw new IllegalArgumentException("unknown adversary " + text + "; known: " + names());
  }
}
