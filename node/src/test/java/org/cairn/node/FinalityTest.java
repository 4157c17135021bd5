package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cairn.consensus.crypto.BlstProvider;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.light.EpochCertificate;
import org.cairn.consensus.light.LightClient;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.state.Account;
import org.cairn.core.state.StateProof;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.SystemContracts;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.node.config.NodeConfig;
import org.cairn.node.driver.ChainFacts;
import org.cairn.node.proof.ProofFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a whole node proves to others, and what it says of itself when it must not vote.
final class FinalityTest {
  private static final String VERSION = "cairn/test";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static SoleValidator validator;

  @BeforeAll
  static void makeNetwork() {
    validator = SoleValidator.create(folder.resolve("network"), 20);
  }

  /// The client trusts one hash; the specification, the certificates and the proof may come from
  /// anybody.
  @Test
  void lightClient_thatHoldsTheGenesisHash_acceptsTheHeadAndRefusesForgeries() throws Exception {
    Hash trusted = Genesis.of(validator.network().spec()).hash();
    try (Node _ = Node.start(validator.config(folder.resolve("proving")), VERSION)) {
      awaitHeight(70);
      ChainSpec spec = ChainSpec.read(validator.network().genesisFile());
      Genesis genesis = Genesis.of(spec);
      assertThat(genesis.hash()).isEqualTo(trusted);
      ValidatorSet validators = ChainFacts.genesisValidators(spec.requireCairn());
      LightClient client =
          LightClient.atGenesis(
              ChainFacts.chain(spec, genesis), validators, new BlstProvider(validators));

      JsonNode head = validator.call("cairn_getFinalityProof", "latest");
      FinalityProof proof = ProofFile.proof(head.toString());
      long epoch = proof.header().round().epoch();
      List<EpochCertificate> certificates =
          ProofFile.certificates(
              validator
                  .call("cairn_getEpochCertificates", "0x0", "0x" + Long.toHexString(epoch - 1))
                  .toString());
      assertThat(certificates).hasSize((int) epoch).hasSizeGreaterThanOrEqualTo(2);
      assertThat(client.accept(proof)).as("before its epoch").isFalse();
      for (EpochCertificate certificate : certificates) {
        assertThat(client.accept(forged(certificate))).isFalse();
        assertThat(client.accept(certificate)).isTrue();
      }
      assertThat(client.accept(new FinalityProof(resigned(proof.finalization()), proof.path())))
          .isFalse();
      assertThat(client.accept(proof)).isTrue();
      JsonNode told = head.get("result");
      assertThat(client.head().id().toString()).isEqualTo(told.get("blockId").asText());
      assertThat(client.head().payloadRoot().toString()).isEqualTo(told.get("hash").asText());
      assertProvenState(client, told.get("number").asText());
    }
  }

  /// An account and a slot that the client knows for certain, though it only knows validators.
  private static void assertProvenState(LightClient client, String number) throws Exception {
    JsonNode answer =
        validator
            .call("cairn_getProof", SystemContracts.BEACON_ROOTS.toString(), List.of("0x0"), number)
            .get("result");
    FinalityProof proof = ProofFile.proof(answer.get("finality").toString());
    assertThat(client.accept(proof)).isTrue();
    BlockHeader header = HeaderCodec.decode(Bytes.fromHex(answer.get("header").asText()));
    assertThat(HeaderCodec.hash(header)).isEqualTo(proof.header().payloadRoot());
    StateProof state = stateProof(answer.get("state"));
    assertThat(state.account()).isNotNull();
    assertThat(state.slots()).hasSize(1);
    assertThat(state.proves(header.stateRoot())).isTrue();
    assertThat(state.proves(header.receiptsRoot())).isFalse();
  }

  private static StateProof stateProof(JsonNode json) {
    List<StateProof.SlotProof> slots = new ArrayList<>();
    for (JsonNode slot : json.get("storageProof")) {
      slots.add(
          new StateProof.SlotProof(
              UInt256.fromHex(slot.get("key").asText()),
              UInt256.fromHex(slot.get("value").asText()),
              nodes(slot.get("proof"))));
    }
    return new StateProof(
        Address.fromHex(json.get("address").asText()),
        new Account(
            Long.decode(json.get("nonce").asText()),
            new Wei(UInt256.fromHex(json.get("balance").asText())),
            Hash.fromHex(json.get("codeHash").asText())),
        Hash.fromHex(json.get("storageHash").asText()),
        nodes(json.get("accountProof")),
        slots);
  }

  private static List<Bytes> nodes(JsonNode list) {
    List<Bytes> nodes = new ArrayList<>();
    list.forEach(node -> nodes.add(Bytes.fromHex(node.asText())));
    return nodes;
  }

  @Test
  void status_ofRunningNode_tellsWhoSaidWhat() throws Exception {
    try (Node _ = Node.start(validator.config(folder.resolve("status")), VERSION)) {
      awaitHeight(2);
      JsonNode status = validator.call("cairn_consensusStatus").get("result");
      assertThat(status.get("voting").asBoolean()).isTrue();
      assertThat(status.get("quorum").asLong()).isPositive();
      assertThat(status.get("votes").size()).isEqualTo(1);
      assertThat(status.get("awaiting").asText()).isNotBlank();
    }
  }

  @Test
  void journal_withChangedData_makesAnObserverThatSaysSo() throws Exception {
    NodeConfig config = validator.config(folder.resolve("damaged"));
    try (Node _ = Node.start(config, VERSION)) {
      awaitHeight(5);
    }
    Path journal;
    try (Stream<Path> files = Files.list(config.dataFolder().resolve("consensus/votes"))) {
      journal = files.sorted().findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length / 2] ^= 1;
    Files.write(journal, bytes);
    try (Node _ = Node.start(config, VERSION)) {
      JsonNode health = validator.get("/health");
      assertThat(health.get("status").asText()).isEqualTo("not voting");
      assertThat(health.get("notVotingBecause").asText()).contains("journal is corrupt");
      JsonNode status = validator.call("cairn_consensusStatus").get("result");
      assertThat(status.get("voting").asBoolean()).isFalse();
      assertThat(status.get("finalizedHeight").asLong()).isGreaterThanOrEqualTo(5);
    }
  }

  private static EpochCertificate forged(EpochCertificate certificate) {
    FinalityProof proof = certificate.proof();
    return new EpochCertificate(
        new FinalityProof(resigned(proof.finalization()), proof.path()), null);
  }

  private static Certificate resigned(Certificate certificate) {
    byte[] signature = certificate.signature().toArray();
    signature[50] ^= 1;
    return new Certificate(certificate.ballot(), certificate.signers(), Bytes.wrap(signature));
  }

  private static void awaitHeight(long height) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Long.decode(validator.call("eth_blockNumber").get("result").asText()) < height) {
      assertThat(System.nanoTime()).as("no block %d in a minute", height).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
