package org.cairn.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.cairn.core.types.Address;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.RpcLimits;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What clients are told when it does not work: code, text, and data for programs.
class ErrorsTest {
  private static final Address RICH = Address.fromHex("0x" + "1".repeat(40));

  private static FakeNode node;
  private static Endpoint rpc;

  @BeforeAll
  static void start() {
    node = new FakeNode(Map.of(RICH, Wei.of(1_000_000)));
    rpc = new Endpoint(node, RpcLimits.DEFAULT);
  }

  @AfterAll
  static void stop() {
    rpc.close();
  }

  @Test
  void buildBlock_refused_isAServerError() {
    String parent = node.head().hash().toString();
    JsonNode error = rpc.error("testing_buildBlockV1", "[\"" + parent + "\",{},[]]");
    assertThat(error.get("code").intValue()).isEqualTo(-32000);
    assertThat(error.get("message").textValue()).isEqualTo("no blocks are built here");
  }
}
