package org.cairn.consensus.mutants;

import static org.cairn.consensus.mutants.Edit.body;
import static org.cairn.consensus.mutants.Edit.call;
import static org.cairn.consensus.mutants.Edit.read;
import static org.cairn.consensus.mutants.Edit.rule;
import static org.cairn.consensus.mutants.Mutant.Kind.LATENCY;
import static org.cairn.consensus.mutants.Mutant.Kind.LIVENESS;
import static org.cairn.consensus.mutants.Mutant.Kind.SAFETY;
import static org.cairn.consensus.mutants.Mutant.seeds;
import static org.cairn.consensus.mutants.Mutant.unit;

import java.util.List;
import java.util.stream.Stream;

/// All mutants.
final class Mutants {
  private static final long SEEDS = 10_000;
  private static final String STANDARD = "standard";
  private static final String PACE = "pace";
  private static final String EXPLORE = "explore";
  private static final long CASES = 2;
  private static final String VOTER = "simplex.Voter";
  private static final String SET = "epoch.ValidatorSet";
  private static final String GUARD = "crypto.SigningGuard";
  private static final String JUSTIFICATION = "simplex.JustificationVerifier";
  private static final String EPOCH = "epoch.EpochContext";
  private static final String ROOT = "epoch.EpochContextTest.signingRoot_ofAnother";
  private static final String CERTIFICATES = "crypto.CertificateVerifier";
  private static final Edit NO_GUARD = body(GUARD, "permit", true);

  private Mutants() {}

  static List<Mutant> all() {
    return Stream.of(
            weights(), votes(), signatures(), proofs(), guilt(), blocks(), epochs(), progress())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Mutant> weights() {
    return List.of(
        seeds(
            "quorum less one", SAFETY, STANDARD, SEEDS, body(SET, "quorum", rule("quorumLessOne"))),
        seeds(
            "quorum of a majority", SAFETY, STANDARD, SEEDS, body(SET, "quorum", rule("majority"))),
        unit(
            "count instead of weight",
            SAFETY,
            "simplex.SimplexEngineTest.quorum_isWeightNotCount",
            body(SET, "weight", rule("one")),
            body(SET, "total", rule("count")),
            body(SET, "quorum", rule("quorumOfCount"))),
        seeds(
            "weights of the epoch before",
            SAFETY,
            STANDARD,
            SEEDS,
            call("simplex.EpochRouter", "engine", "of", rule("weightsOfEpochBefore"))));
  }

  private static List<Mutant> votes() {
    return List.of(
        seeds(
            "S3: finalizes after nullifying",
            SAFETY,
            STANDARD,
            SEEDS,
            read(VOTER, "finalizeBlock", "myNullify", false)),
        seeds(
            "S3: the same, with no guard",
            SAFETY,
            STANDARD,
            SEEDS,
            NO_GUARD,
            read(VOTER, "finalizeBlock", "myNullify", false)),
        seeds(
            "S3: the same, explored",
            SAFETY,
            EXPLORE,
            CASES,
            NO_GUARD,
            read(VOTER, "finalizeBlock", "myNullify", false)),
        seeds(
            "S4: finalizes another block, explored",
            SAFETY,
            EXPLORE,
            CASES,
            NO_GUARD,
            read(VOTER, "finalizeBlock", "myNotarize", null)),
        seeds(
            "S4: finalizes another block",
            SAFETY,
            "equivocating-leader",
            SEEDS,
            NO_GUARD,
            read(VOTER, "finalizeBlock", "myNotarize", null)),
        seeds(
                "S4: notarizes after finalizing",
                SAFETY,
                "equivocating-leader",
                SEEDS,
                NO_GUARD,
                call("simplex.BlockProgress", "valid", "notarize", rule("notarizeLate")),
                read(VOTER, "notarize", "myFinalize", null))
            .slow(),
        seeds(
            "S1: votes for every proposal",
            SAFETY,
            "equivocating-leader",
            SEEDS,
            NO_GUARD,
            read("simplex.Inbox", "onProposal", "proposal", null),
            read(VOTER, "notarize", "myNotarize", null)),
        seeds(
            "sends before the vote is durable",
            SAFETY,
            STANDARD,
            SEEDS,
            call(VOTER, "propose", "hold", rule("sendFirst")),
            call(VOTER, "notarize", "hold", rule("sendFirst")),
            call(VOTER, "nullify", "hold", rule("sendFirst")),
            call(VOTER, "finalizeBlock", "hold", rule("sendFirst"))),
        seeds(
                "damage to the journal taken for a torn end",
                SAFETY,
                STANDARD,
                SEEDS,
                call("journal.Frames", "scan", "getLong", 0L))
            .slow(),
        seeds("own votes not restored", SAFETY, STANDARD, SEEDS, body(VOTER, "restore", null)),
        seeds(
            "own votes not restored, with no guard",
            SAFETY,
            STANDARD,
            SEEDS,
            NO_GUARD,
            body(VOTER, "restore", null)),
        seeds(
            "votes for a block that is invalid",
            SAFETY,
            "invalid-payload-leader",
            SEEDS,
            call("simplex.SimplexEngine", "step", "verdict", rule("alwaysValid"))),
        unit(
            "guard permits everything",
            SAFETY,
            "crypto.BlstProviderTest.guard_refusesWhatConvicts",
            NO_GUARD));
  }

  private static List<Mutant> signatures() {
    return List.of(
        unit(
            "signing root without the set",
            SAFETY,
            ROOT + "Set_differs",
            call(EPOCH, "signingRoot", "root", rule("noRoot"))),
        unit(
            "signing root without the view",
            SAFETY,
            ROOT + "View_differs",
            call(EPOCH, "signingRoot", "view", 0L)),
        unit(
            "signing root without the kind",
            SAFETY,
            ROOT + "KindOrBlock_differs",
            call(EPOCH, "signingRoot", "domain", 0)),
        unit(
            "signing root without the chain",
            SAFETY,
            ROOT + "Chain_differs",
            call(EPOCH, "forkDigest", "chainId", 0L)),
        seeds(
            "forged signatures of certificates accepted",
            SAFETY,
            "replayer",
            SEEDS,
            call(CERTIFICATES, "isValid", "verifyAggregate", true)));
  }

  private static List<Mutant> guilt() {
    return List.of(
        unit(
            "no offence is seen",
            SAFETY,
            "simplex.SimplexEngineTest.votes_thatConvict_areReportedWithTheirOffence",
            body("message.Evidence", "offence", null)),
        unit(
            "whoever is in a set is guilty",
            SAFETY,
            "light.CulpritExtractorTest.finalizations_ofTwoBlocksInOneView_convictByTheirSum",
            call("light.CulpritExtractor", "guilty", "contains", true)),
        unit(
            "light client takes any next validators",
            SAFETY,
            "simplex.EpochRouterTest.lightClient_withGenesisOnly_acceptsTheHeadAndRefusesForgeries",
            call("light.LightClient", "accept", "equals", true)),
        unit(
            "proof of finality need not be linked",
            SAFETY,
            "crypto.BlstProviderTest.proof_ofDescendant_provesTheAncestor",
            body("light.FinalityVerifier", "links", true)));
  }

  private static List<Mutant> proofs() {
    return List.of(
        unit(
            "justification not proven",
            SAFETY,
            "simplex.SimplexEngineTest.proposal_thatSkipsWithoutNullification_isRefused",
            body(JUSTIFICATION, "isProven", true)),
        unit(
            "justification of another parent",
            SAFETY,
            "simplex.SimplexEngineTest.proposal_whoseParentItDoesNotProve_isRefused",
            body(JUSTIFICATION, "parentFits", true)),
        seeds(
            "justification may be incomplete",
            SAFETY,
            "unjustified-leader",
            SEEDS,
            body(JUSTIFICATION, "skipsFit", true)),
        seeds(
            "certificates not verified",
            SAFETY,
            STANDARD,
            SEEDS,
            call("simplex.CertificateBook", "received", "isValid", true)),
        seeds(
            "certificates without a quorum",
            SAFETY,
            STANDARD,
            SEEDS,
            body(CERTIFICATES, "hasQuorum", true)),
        seeds(
            "votes not verified",
            SAFETY,
            STANDARD,
            SEEDS,
            body("crypto.VoteAggregator", "isValid", true)),
        seeds(
            "entry without a certificate",
            SAFETY,
            STANDARD,
            SEEDS,
            call("simplex.SimplexEngine", "onTimer", "expire", rule("expireAndGoOn"))),
        seeds(
                "accusations not verified",
                SAFETY,
                STANDARD,
                SEEDS,
                body("simplex.EvidencePool", "isValid", true))
            .slow());
  }

  private static List<Mutant> blocks() {
    return List.of(
        unit(
            "block of the future voted for",
            SAFETY,
            "simplex.SimplexEngineTest.proposal_fromTheFuture_isVerifiedButNotVotedFor",
            read(VOTER, "notarize", "fromTheFuture", false)),
        seeds(
            "header need not follow its parent",
            SAFETY,
            STANDARD,
            SEEDS,
            call("simplex.BlockTracker", "readiness", "follows", true)),
        unit(
            "reveal not verified",
            SAFETY,
            "simplex.EpochEndTest.block_withoutItsLeadersReveal_isNotVotedFor",
            body("simplex.BlockTracker", "isRevealed", true)),
        seeds(
            "blocks given out before they are valid",
            SAFETY,
            STANDARD,
            SEEDS,
            read("simplex.BlockTree", "path", "status", null)));
  }

  private static List<Mutant> epochs() {
    return List.of(
        seeds(
                "last block not repeated",
                LIVENESS,
                STANDARD,
                SEEDS,
                call("simplex.Proposer", "begin", "isLast", false))
            .slow(),
        seeds(
                "last block followed by others",
                SAFETY,
                STANDARD,
                SEEDS,
                call("simplex.Proposer", "begin", "isLast", false),
                call("simplex.EpochBoundary", "follows", "isLast", false))
            .slow(),
        seeds(
                "old epochs answer nobody",
                LIVENESS,
                STANDARD,
                SEEDS,
                body("simplex.Inbox", "respond", null))
            .slow());
  }

  private static List<Mutant> progress() {
    return List.of(
        seeds(
            "t_a forgotten",
            LIVENESS,
            STANDARD,
            SEEDS,
            call("simplex.SimplexEngine", "onTimer", "expire", null)),
        unit(
            "t_l forgotten",
            LATENCY,
            "simplex.SimplexEngineTest.timer_ofLeader_nullifiesOnceAndOnlyItsView",
            body("simplex.CurrentView", "leaderIsLate", null)),
        seeds(
            "no rebroadcast",
            LIVENESS,
            STANDARD,
            SEEDS,
            body("simplex.Standing", "broadcast", null)),
        unit(
            "stragglers not answered",
            LIVENESS,
            "simplex.SimplexEngineTest.vote_ofStragglerInOldView_isAnsweredOnce",
            body("simplex.Standing", "help", null)),
        seeds(
            "certificates not passed on",
            LIVENESS,
            STANDARD,
            SEEDS,
            call("simplex.CertificateBook", "learn", "emit", null)),
        seeds(
            "everybody taken for inactive",
            LIVENESS,
            STANDARD,
            SEEDS,
            body("simplex.InactivityTracker", "isInactive", true)),
        seeds(
            "nobody taken for inactive",
            LATENCY,
            PACE,
            30,
            body("simplex.InactivityTracker", "isInactive", false)),
        unit(
            "contradiction not seen",
            LATENCY,
            "simplex.SimplexEngineTest.notarize_votesThatContradict_nullifyAtOnce",
            call("simplex.CurrentView", "checkExpiry", "heaviestNotarize", 1L << 40)));
  }
}
