package org.cairn.consensus.simplex;

import java.util.List;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.message.Vote;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Wrong rules, which mutants put in the place of the right ones.
public final class MutantRules {
  private MutantRules() {}

  // ---- Weights.

  public static long quorumLessOne(ValidatorSet set) {
    return 2 * set.total() / 3;
  }

  public static long majority(ValidatorSet set) {
    return set.total() / 2 + 1;
  }

  /// Everybody counts the same.
  public static long one(ValidatorSet set, int validator) {
    return 1;
  }

  public static long one(ValidatorSet set, SignerSet signers) {
    return signers.indices().length;
  }

  public static long count(ValidatorSet set) {
    return set.size();
  }

  public static long quorumOfCount(ValidatorSet set) {
    return 2L * set.size() / 3 + 1;
  }

  public static Hash noRoot(ValidatorSet set) {
    return Hash.ZERO;
  }

  static EngineState weightsOfEpochBefore(
      EpochContext context, @Nullable Boundary before, EngineConfig config, Sequence sequence) {
    EpochContext wrong =
        before == null
            ? context
            : new EpochContext(
                context.epoch(),
                before.epoch().validators(),
                context.seed(),
                context.forkDigest(),
                context.root(),
                context.lengthBlocks(),
                context.nextSetRoot());
    return EngineState.of(wrong, before, config, sequence);
  }

  // ---- What this node says.

  /// Sends at once, and journals as ever.
  static void sendFirst(Outbox outbox, List<JournalRecord> records, Message message, Vote vote) {
    outbox.emit(new Effect.Broadcast(message));
    outbox.hold(records, message, vote);
  }

  /// Votes to notarize in views that are left already.
  static void notarizeLate(Voter voter, ViewState view, BlockTree.Node node, long currentView) {
    voter.notarize(view, node, view.view);
  }

  /// Time is up: goes on without a certificate.
  static void expireAndGoOn(CurrentView current, long view) {
    current.expire(view);
    current.enter(view + 1, null);
  }

  /// Votes for the block whatever the execution says.
  static Verdict alwaysValid(Input.BlockVerified verified) {
    return Verdict.VALID;
  }
}
