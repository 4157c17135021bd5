package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cairn.consensus.crypto.BlstProvider;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.light.EpochCertificate;
import org.cairn.consensus.light.LightClient;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.node.config.NodeConfig;
import org.cairn.node.driver.ChainFacts;
import org.cairn.node.proof.ProofFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a whole node proves to others, and what it says of itself when it must not vote.
final class FinalityTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VERSION = "cairn/test";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static NetworkFolder network;

  @BeforeAll
  static void makeNetwork() {
    network =
        NetworkFolder.create(
            folder.resolve("network"),
            NetworkPlan.devnet(List.of(32L), LocalNetwork.freeBasePort(), 20),
            Instant.now());
  }

  /// The client trusts one hash; the specification, the certificates and the proof may come from
  /// anybody.
  @Test
  void lightClient_thatHoldsTheGenesisHash_acceptsTheHeadAndRefusesForgeries() throws Exception {
    Hash trusted = Genesis.of(network.spec()).hash();
    try (Node _ = Node.start(config(folder.resolve("proving")), VERSION)) {
      awaitHeight(70);
      ChainSpec spec = ChainSpec.read(network.genesisFile());
      Genesis genesis = Genesis.of(spec);
      assertThat(genesis.hash()).isEqualTo(trusted);
      ValidatorSet validators = ChainFacts.genesisValidators(spec.requireCairn());
      LightClient client =
          LightClient.atGenesis(
              ChainFacts.chain(spec, genesis), validators, new BlstProvider(validators));

      String head = rpc("cairn_getFinalityProof", "latest");
      FinalityProof proof = ProofFile.proof(head);
      long epoch = proof.header().round().epoch();
      List<EpochCertificate> certificates =
          ProofFile.certificates(
              rpc("cairn_getEpochCertificates", "0x0", "0x" + Long.toHexString(epoch - 1)));
      assertThat(certificates).hasSize((int) epoch).hasSizeGreaterThanOrEqualTo(2);
      assertThat(client.accept(proof)).as("before its epoch").isFalse();
      for (EpochCertificate certificate : certificates) {
        assertThat(client.accept(forged(certificate))).isFalse();
        assertThat(client.accept(certificate)).isTrue();
      }
      assertThat(client.accept(new FinalityProof(resigned(proof.finalization()), proof.path())))
          .isFalse();
      assertThat(client.accept(proof)).isTrue();
      JsonNode told = JSON.readTree(head).get("result");
      assertThat(client.head().id().toString()).isEqualTo(told.get("blockId").asText());
      assertThat(client.head().payloadRoot().toString()).isEqualTo(told.get("hash").asText());
    }
  }

  @Test
  void status_ofRunningNode_tellsWhoSaidWhat() throws Exception {
    try (Node _ = Node.start(config(folder.resolve("status")), VERSION)) {
      awaitHeight(2);
      JsonNode status = JSON.readTree(rpc("cairn_consensusStatus")).get("result");
      assertThat(status.get("voting").asBoolean()).isTrue();
      assertThat(status.get("quorum").asLong()).isPositive();
      assertThat(status.get("votes").size()).isEqualTo(1);
      assertThat(status.get("awaiting").asText()).isNotBlank();
    }
  }

  @Test
  void journal_withChangedData_makesAnObserverThatSaysSo() throws Exception {
    NodeConfig config = config(folder.resolve("damaged"));
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
      JsonNode health = JSON.readTree(get("/health"));
      assertThat(health.get("status").asText()).isEqualTo("not voting");
      assertThat(health.get("notVotingBecause").asText()).contains("journal is corrupt");
      JsonNode status = JSON.readTree(rpc("cairn_consensusStatus")).get("result");
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

  private static NodeConfig config(Path data) {
    return new NodeConfig(
        network.genesisFile(),
        data,
        network.node(0).nodeKey(),
        new NodeConfig.ValidatorConfig(
            network.node(0).keystore(), network.node(0).password(), null),
        new NodeConfig.PeerConfig(
            "127.0.0.1", network.plan().listeners().peerPort(0), "127.0.0.1", List.of(), 10),
        new NodeConfig.RpcConfig(
            "127.0.0.1", network.plan().listeners().rpcPort(0), List.of(), 100_000, 10),
        new NodeConfig.MetricsConfig("127.0.0.1", network.plan().listeners().metricsPort(0)),
        new NodeConfig.HistoryConfig(false, 100));
  }

  private static void awaitHeight(long height) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Long.decode(JSON.readTree(rpc("eth_blockNumber")).get("result").asText()) < height) {
      assertThat(System.nanoTime()).as("no block %d in a minute", height).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static String rpc(String method, String... parameters) throws Exception {
    var request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", JSON.valueToTree(List.of(parameters)));
    return exchange(
        HttpRequest.newBuilder(address("/"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(request.toString())));
  }

  private static String get(String path) throws Exception {
    return exchange(HttpRequest.newBuilder(address(path)).GET());
  }

  private static URI address(String path) {
    return URI.create("http://127.0.0.1:" + network.plan().listeners().rpcPort(0) + path);
  }

  private static String exchange(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
