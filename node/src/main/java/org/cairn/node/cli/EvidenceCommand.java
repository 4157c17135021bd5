package org.cairn.node.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.light.Conflict;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.node.driver.ChainFacts;
import org.cairn.node.proof.ProofFile;
import org.cairn.node.proof.Trial;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cairn evidence`: two finality proofs that exclude each other name the guilty.
@Command(
    name = "evidence",
    description = {
      "Compares two finality proofs of one epoch, as cairn_getFinalityProof gives them. When they"
          + " exclude each other, it names the validators that signed both sides: more than a third"
          + " of the stake. Needs no node and trusts nobody but the genesis file."
    },
    mixinStandardHelpOptions = true)
final class EvidenceCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      required = true,
      description = "The chain's specification.")
  @SuppressWarnings("NullAway.Init")
  Path genesis;

  @Option(
      names = "--epochs",
      paramLabel = "FILE",
      description =
          "Answer to cairn_getEpochCertificates from epoch 0 to the one before the proofs'.")
  @Nullable Path epochs;

  @Parameters(index = "0", paramLabel = "A", description = "The first proof: JSON or hexadecimal.")
  @SuppressWarnings("NullAway.Init")
  Path first;

  @Parameters(index = "1", paramLabel = "B", description = "The second proof.")
  @SuppressWarnings("NullAway.Init")
  Path second;

  @Override
  public Integer call() throws IOException {
    ChainSpec spec = ChainSpec.read(genesis);
    ValidatorSet atGenesis = ChainFacts.genesisValidators(spec.requireCairn());
    var trial = new Trial(ChainFacts.chain(spec, Genesis.of(spec)), atGenesis);
    Conflict conflict =
        trial.compare(
            ProofFile.proof(Files.readString(first)),
            ProofFile.proof(Files.readString(second)),
            epochs == null ? List.of() : ProofFile.certificates(Files.readString(epochs)));
    PrintWriter out = command.commandLine().getOut();
    int status = print(out, conflict, trial.validators());
    out.flush();
    return status;
  }

  private static int print(PrintWriter out, Conflict conflict, ValidatorSet validators) {
    return switch (conflict) {
      case Conflict.None() -> {
        out.println("no conflict: both proofs lie on one chain");
        yield CommandLine.ExitCode.OK;
      }
      case Conflict.Unproven(String reason) -> throw new CommandFailure(reason);
      case Conflict.TooShort(long height) ->
          throw new CommandFailure(
              "the proof with the later finalization has to reach down to height " + height);
      case Conflict.Guilty guilty -> {
        out.println("conflict  " + guilty.offence());
        out.println("first     " + guilty.first().ballot());
        out.println("second    " + guilty.second().ballot());
        out.printf(
            "guilty    %d of %d (%.2f %% of the stake)%n",
            guilty.weight(), validators.total(), 100.0 * guilty.weight() / validators.total());
        for (int index : guilty.validators().indices()) {
          out.printf(
              "validator %d weight %d key %s%n",
              index, validators.weight(index), validators.publicKey(index));
        }
        yield CommandLine.ExitCode.OK;
      }
    };
  }
}
