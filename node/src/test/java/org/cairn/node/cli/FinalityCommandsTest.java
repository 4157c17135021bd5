package org.cairn.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.light.Conflict;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.crypto.BlsSignature;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.keys.Keystore;
import org.cairn.genesis.keys.SecretFile;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.VotingFiles;
import org.cairn.node.driver.ChainFacts;
import org.cairn.node.proof.ProofFile;
import org.cairn.node.proof.Trial;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands about guilt and about a key's signing history.
final class FinalityCommandsTest {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static NetworkFolder network;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static EpochContext context;

  private static final List<BlsSecretKey> KEYS = new ArrayList<>();

  @BeforeAll
  static void makeNetwork() {
    network =
        NetworkFolder.create(
            folder.resolve("network"),
            NetworkPlan.devnet(List.of(32L, 32L, 32L, 32L), 29_000, 200),
            Instant.now());
    ValidatorSet validators = ChainFacts.genesisValidators(network.spec().requireCairn());
    context =
        EpochContext.genesis(
            ChainFacts.chain(network.spec(), Genesis.of(network.spec())), validators, Hash.ZERO);
    for (int i = 0; i < validators.size(); i++) {
      Keystore keystore = Keystore.read(network.node(i).keystore());
      KEYS.add(keystore.decrypt(SecretFile.readPassword(network.node(i).password())));
    }
  }

  private static int run(Object... arguments) {
    return Main.run(
        Arrays.stream(arguments).map(Object::toString).toArray(String[]::new), Map.of());
  }

  @Test
  void evidence_ofConflictingProofs_namesTheGuilty() throws IOException {
    Path first = write("a.json", proof(1, 0, 1, 2));
    Path second = write("b.json", proof(2, 1, 2, 3));
    assertThat(run("evidence", "--genesis", network.genesisFile(), first, second)).isEqualTo(DONE);
    var trial =
        new Trial(
            ChainFacts.chain(network.spec(), Genesis.of(network.spec())), context.validators());
    Conflict conflict =
        trial.compare(
            ProofFile.proof(Files.readString(first)),
            ProofFile.proof(Files.readString(second)),
            List.of());
    assertThat(conflict).isInstanceOf(Conflict.Guilty.class);
    Conflict.Guilty guilty = (Conflict.Guilty) conflict;
    assertThat(guilty.validators().indices()).containsExactly(1, 2);
    assertThat(3 * guilty.weight()).isGreaterThan(context.validators().total());
    assertThat(run("evidence", "--genesis", network.genesisFile(), first, first)).isEqualTo(DONE);
  }

  @Test
  void evidence_ofWhatProvesNothing_fails() throws IOException {
    Path good = write("good.json", proof(1, 0, 1, 2));
    Path weak = write("weak.json", proof(2, 0, 1));
    assertThat(run("evidence", "--genesis", network.genesisFile(), good, weak)).isEqualTo(FAILED);
    Path garbage = Files.writeString(folder.resolve("garbage"), "{\"result\":null}");
    assertThat(run("evidence", "--genesis", network.genesisFile(), good, garbage))
        .isEqualTo(FAILED);
  }

  @Test
  void protection_movesWithTheKey() throws IOException {
    Path from = folder.resolve("from");
    Path to = folder.resolve("to");
    Path file = folder.resolve("protection.json");
    Path again = folder.resolve("again.json");
    Path keystore = network.node(0).keystore();
    Bytes key = Keystore.read(keystore).publicKey();
    Hash genesis = Genesis.of(network.spec()).hash();
    Files.createDirectories(VotingFiles.folder(from));
    VotingFiles.watermark(from, genesis, key).lease(new Round(3, 700));

    assertThat(protection("export", from, keystore, file)).isEqualTo(DONE);
    assertThat(protection("import", to, keystore, file)).isEqualTo(DONE);
    assertThat(protection("export", to, keystore, again)).isEqualTo(DONE);
    assertThat(Files.readString(again)).isEqualTo(Files.readString(file));
    assertThat(VotingFiles.watermark(to, genesis, key).floor()).isEqualTo(new Round(3, 700));

    VotingFiles.watermark(to, genesis, key).lease(new Round(4, 1));
    assertThat(protection("import", to, keystore, file)).as("a lower bound").isEqualTo(FAILED);
    assertThat(protection("import", to, network.node(1).keystore(), file))
        .as("another key")
        .isEqualTo(FAILED);
    Files.writeString(
        file, Files.readString(again).replace(genesis.toString(), Hash.ZERO.toString()));
    assertThat(protection("import", folder.resolve("other"), keystore, file))
        .as("another chain")
        .isEqualTo(FAILED);
  }

  private static int protection(String what, Path data, Path keystore, Path file) {
    return run(
        "validator",
        "protection",
        what,
        "--data",
        data,
        "--genesis",
        network.genesisFile(),
        "--keystore",
        keystore,
        file);
  }

  private static Path write(String name, FinalityProof proof) throws IOException {
    String json = "{\"result\":{\"proof\":\"" + MessageCodec.encodeProof(proof) + "\"}}";
    return Files.writeString(folder.resolve(name), json);
  }

  /// A final block of view 1, one for each salt.
  private static FinalityProof proof(int salt, int... signers) {
    Justification none = new Justification(null, List.of());
    ConsensusHeader header =
        new ConsensusHeader(
            new Round(0, 1),
            0,
            context.root().id(),
            1,
            0,
            context.root().timestampMillis() + 1,
            Sha256.hash(new byte[] {(byte) salt}),
            StakingRoots.NONE,
            none.root(),
            Bytes.wrap(new byte[96]),
            null,
            null);
    Ballot ballot = Ballot.finalize(header.round(), header.id());
    boolean[] signed = new boolean[KEYS.size()];
    List<BlsSignature> signatures = new ArrayList<>();
    for (int signer : signers) {
      signed[signer] = true;
      signatures.add(Bls.sign(KEYS.get(signer), context.signingRoot(ballot).shared()));
    }
    Certificate finalization =
        new Certificate(ballot, SignerSet.of(signed), Bls.aggregate(signatures).toBytes());
    return new FinalityProof(finalization, List.of(new FinalityProof.Link(header, none)));
  }
}
