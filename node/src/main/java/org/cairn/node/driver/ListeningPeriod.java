package org.cairn.node.driver;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.cairn.consensus.epoch.EpochSets;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.FinalityProof.Link;
import org.cairn.consensus.message.Round;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.InvariantViolation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The time after its start in which a validator only follows, and looks in final blocks for votes
/// of its own key: two nodes with one key would sooner or later convict it. What counts are votes
/// in views after the first block that was made since the start, and after the newest vote of the
/// own journal; final blocks have been verified, so that nobody else can feign them. Where nothing
/// becomes final without this node, nothing is heard, and no other node can have voted it final.
///
/// Blocks come from the execution thread, times from the timers' thread.
public final class ListeningPeriod {
  private static final Logger LOG = LoggerFactory.getLogger(ListeningPeriod.class);
  private static final long LINE_MILLIS = 10_000;

  /// Clocks of honest nodes differ by less.
  private static final long CLOCK_DRIFT_MILLIS = 5_000;

  /// The key, and the newest round in which this node has voted with it.
  public record Own(Bytes publicKey, Round newestVote) {}

  private final Own own;
  private final EpochSets sets;
  private final Timers timers;
  private final Clock clock;
  private final long millis;
  private final long startedMillis;

  /// The round of the first block made since the start. Used by the execution thread.
  private @Nullable Round since;

  private volatile long endsNanos;
  private volatile boolean over;

  public ListeningPeriod(Own own, EpochSets sets, Timers timers, Clock clock, long millis) {
    this.own = own;
    this.sets = sets;
    this.timers = timers;
    this.clock = clock;
    this.millis = millis;
    this.startedMillis = clock.unixMillis() + Math.min(CLOCK_DRIFT_MILLIS, millis / 4);
  }

  /// Begins to listen.
  ///
  /// @param catchingUp whether this node still fetches former blocks, which tell nothing
  /// @param onSilence called once, when nobody else has voted in all the time
  public void start(BooleanSupplier catchingUp, Runnable onSilence) {
    LOG.info(
        "listening whether validator={} votes elsewhere: this node votes in {} s",
        own.publicKey(),
        millis / 1000);
    begin(catchingUp, onSilence);
  }

  private void begin(BooleanSupplier catchingUp, Runnable onSilence) {
    endsNanos = clock.nanos() + millis * 1_000_000;
    arm(catchingUp, onSilence);
  }

  private void arm(BooleanSupplier catchingUp, Runnable onSilence) {
    long left = (endsNanos - clock.nanos()) / 1_000_000;
    long _ =
        timers.after(
            Math.clamp(left, 1, LINE_MILLIS),
            () -> {
              if (!over) {
                tick(catchingUp, onSilence);
              }
            });
  }

  private void tick(BooleanSupplier catchingUp, Runnable onSilence) {
    long left = (endsNanos - clock.nanos()) / 1_000_000;
    if (left > 0) {
      LOG.info("listening: this node votes in {} s", (left + 999) / 1000);
      arm(catchingUp, onSilence);
    } else if (catchingUp.getAsBoolean()) {
      LOG.info("listening begins anew: this node has not caught up yet");
      begin(catchingUp, onSilence);
    } else {
      over = true;
      LOG.info("nobody else votes with the key of validator={}: voting", own.publicKey());
      onSilence.run();
    }
  }

  /// A block has become final.
  ///
  /// @param onDouble called when it has a vote of this node's key that this node has not cast
  public void heard(FinalityProof proof, Consumer<Throwable> onDouble) {
    if (over) {
      return;
    }
    Link link = proof.path().getLast();
    Round round = link.header().round();
    if (since == null) {
      since = link.header().timestampMillis() > startedMillis ? round : null;
      return;
    }
    Round seen = seen(link, proof.finalization(), since);
    if (seen != null) {
      over = true;
      onDouble.accept(
          new InvariantViolation(
              "validator key %s has voted in round %s, and not by this node: it also runs elsewhere."
                      .formatted(own.publicKey(), seen)
                  + " This node has not voted; stop one of the two for good"));
    }
  }

  private @Nullable Round seen(Link link, Certificate finalization, Round after) {
    Round round = link.header().round();
    if (isForeign(round, after)
        && sets.validators(round.epoch()).indexOf(own.publicKey()) == link.header().proposer()) {
      return round;
    }
    if (hasOwn(finalization, after)) {
      return finalization.ballot().round();
    }
    Certificate parent = link.justification().parent();
    if (parent != null && hasOwn(parent, after)) {
      return parent.ballot().round();
    }
    for (Certificate skip : link.justification().skips()) {
      if (hasOwn(skip, after)) {
        return skip.ballot().round();
      }
    }
    return null;
  }

  private boolean hasOwn(Certificate certificate, Round after) {
    Round round = certificate.ballot().round();
    if (!isForeign(round, after)) {
      return false;
    }
    ValidatorSet set = sets.validators(round.epoch());
    int index = set.indexOf(own.publicKey());
    return index >= 0 && certificate.signers().contains(index);
  }

  /// Whether a vote of that round with this node's key would be somebody else's.
  private boolean isForeign(Round round, Round after) {
    return round.isAfter(after) && round.isAfter(own.newestVote());
  }
}
