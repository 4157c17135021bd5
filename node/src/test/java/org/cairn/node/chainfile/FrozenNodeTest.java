package org.cairn.node.chainfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.types.Hash;
import org.cairn.node.FrozenNode;
import org.cairn.node.Node;
import org.cairn.node.config.FrozenConfig;
import org.cairn.node.config.NodeConfig;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a chain file to JSON-RPC and back to the file.
class FrozenNodeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final NodeConfig.RpcConfig RPC =
      new NodeConfig.RpcConfig("127.0.0.1", 0, List.of(), 100_000, 10);
  private static final NodeConfig.MetricsConfig METRICS =
      new NodeConfig.MetricsConfig("127.0.0.1", 0);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static FrozenNode start(DataFolder data) {
    return FrozenNode.start(new FrozenConfig(null, data.path(), RPC, METRICS), "cairn/test");
  }

  private DataFolder imported(List<Block> blocks) {
    var data = new DataFolder(folder.resolve("data"));
    Path chain = MadeChain.write(folder.resolve("chain.rlp"), blocks);
    ChainImport.Outcome outcome =
        ChainImport.run(MadeChain.writeGenesis(folder), data, List.of(chain), (_, _) -> {});
    assertThat(outcome.imported()).isEqualTo(blocks.size());
    return data;
  }

  @Test
  void start_onAnImportedChain_servesAllOfIt() {
    List<Block> blocks = MadeChain.blocks();
    DataFolder data = imported(blocks);
    try (FrozenNode node = start(data)) {
      assertThat(call(node, "eth_chainId").asText()).isEqualTo("0x1e61");
      assertThat(call(node, "eth_blockNumber").asText()).isEqualTo("0x5");
      for (String tag : List.of("latest", "safe", "finalized")) {
        assertThat(call(node, "eth_getBlockByNumber", tag, false).get("hash").asText())
            .isEqualTo(HeaderCodec.hash(blocks.getLast().header()).toString());
      }
      JsonNode second = call(node, "eth_getBlockByNumber", "0x2", false);
      assertThat(second.get("uncles")).hasSize(1);
      assertThat(second.get("difficulty").asText()).isEqualTo("0x20000");
      assertThat(call(node, "eth_getUncleCountByBlockNumber", "0x2").asText()).isEqualTo("0x1");
      String miner = MadeChain.MINER.toString();
      assertThat(call(node, "eth_getBalance", miner, "0x1").asText())
          .isEqualTo("0x4563918244f40000");
      assertThat(call(node, "eth_getBalance", miner, "0x0").asText()).isEqualTo("0x0");
      String transaction = MadeChain.transfer(0).hash().toString();
      assertThat(call(node, "eth_getTransactionReceipt", transaction).get("status").asText())
          .isEqualTo("0x1");
      assertThat(call(node, "eth_syncing").asBoolean()).isFalse();
      assertThat(call(node, "net_peerCount").asText()).isEqualTo("0x0");
    }
  }

  @Test
  void submission_toAFrozenNode_isPooledAndTheHeadStays() {
    DataFolder data = imported(MadeChain.blocks());
    try (FrozenNode node = start(data)) {
      var next = MadeChain.transfer(1);
      assertThat(call(node, "eth_sendRawTransaction", next.encoded().toString()).asText())
          .isEqualTo(next.hash().toString());
      JsonNode pooled = call(node, "eth_getTransactionByHash", next.hash().toString());
      assertThat(pooled.get("blockNumber").isNull()).isTrue();
      assertThat(call(node, "eth_blockNumber").asText()).isEqualTo("0x5");
    }
  }

  @Test
  void start_onAFolderWithoutAnImportedChain_saysWhatIsMissing() {
    assertThatThrownBy(() -> start(new DataFolder(folder.resolve("nothing"))))
        .hasMessageContaining("holds no imported chain")
        .hasMessageContaining("--genesis");
  }

  @Test
  void node_onAnImportedChain_isRefusedInOneMessage() {
    DataFolder data = imported(MadeChain.blocks());
    var config =
        new NodeConfig(
            folder.resolve("genesis.json"),
            data.path(),
            folder.resolve("node-key.pem"),
            null,
            new NodeConfig.PeerConfig("127.0.0.1", 0, "127.0.0.1", List.of(), 10),
            RPC,
            METRICS,
            new NodeConfig.HistoryConfig(false, 100));
    assertThatThrownBy(() -> Node.start(config, "cairn/test"))
        .hasMessageContaining("holds an imported chain")
        .hasMessageContaining("--frozen");
  }

  /// The chain of all forks that other clients are tested with.
  @Test
  void importAndExport_ofThePublicChainOfAllForks_giveItsHeadAndTheSameFile() throws IOException {
    Path genesis = fixture("genesis.json");
    Path chain = fixture("chain.rlp");
    var data = new DataFolder(folder.resolve("data"));
    ChainImport.Outcome outcome = ChainImport.run(genesis, data, List.of(chain), (_, _) -> {});
    assertThat(outcome.imported()).isEqualTo(54);
    assertThat(outcome.head().hash())
        .isEqualTo(
            Hash.fromHex("0xd226371d0b1551adb03fb52b71f08e3e11247fe9b1af994768af8cdaa8e7dcd7"));
    Path copy = folder.resolve("copy.rlp");
    assertThat(ChainExport.run(data, null, 1, null, copy).to()).isEqualTo(54);
    assertThat(Files.mismatch(chain, copy)).isEqualTo(-1);
  }

  /// A file of the public archive, or nothing to test when that is not at hand.
  private Path fixture(String name) throws IOException {
    Path archive =
        Path.of(System.getProperty("cairn.fixtures", "absent"), "execution-apis.tar.zst");
    if (!Files.exists(archive)) {
      System.out.println("no fixtures at " + archive + ": the public chain is not imported");
    }
    Assumptions.assumeTrue(Files.exists(archive));
    Path file = folder.resolve("public-" + name);
    try {
      Process tar =
          new ProcessBuilder(
                  "tar", "--zstd", "-xOf", archive.toString(), "execution-apis/tests/" + name)
              .redirectOutput(file.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(tar.waitFor()).as("exit status of tar").isZero();
      return file;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode call(FrozenNode node, String method, Object... parameters) {
    var request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", JSON.valueToTree(List.of(parameters)));
    try (HttpClient client = HttpClient.newHttpClient()) {
      JsonNode answer =
          JSON.readTree(
              client
                  .send(
                      HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.rpcPort()))
                          .header("content-type", "application/json")
                          .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body());
      assertThat(answer.has("result")).as(answer.toString()).isTrue();
      return answer.get("result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
