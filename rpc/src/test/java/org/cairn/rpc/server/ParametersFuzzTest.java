package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.junit.jupiter.api.Test;

/// Every method with arguments of the kinds that it declares, or nearly: values at the edges of
/// their types, members of many objects in one, now and then another kind.
class ParametersFuzzTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MAX_DEPTH = 5;
  private static final List<String> NAMES =
      List.of(
          "from",
          "to",
          "data",
          "input",
          "gas",
          "value",
          "nonce",
          "gasPrice",
          "maxFeePerGas",
          "maxPriorityFeePerGas",
          "maxFeePerBlobGas",
          "blobVersionedHashes",
          "accessList",
          "authorizationList",
          "chainId",
          "type",
          "fromBlock",
          "toBlock",
          "blockHash",
          "blockNumber",
          "address",
          "topics",
          "storageKeys",
          "tracer",
          "tracerConfig",
          "timeout",
          "limit",
          "blockStateCalls",
          "blockOverrides",
          "stateOverrides",
          "calls",
          "validation",
          "traceTransfers",
          "returnFullTransactions",
          "balance",
          "code",
          "state",
          "stateDiff",
          "movePrecompileToAddress",
          "number",
          "time",
          "baseFeePerGas",
          "withdrawals",
          "transactionHashes",
          "prevRandao",
          "withdrawalsRoot",
          "timestamp",
          "suggestedFeeRecipient",
          "parentBeaconBlockRoot",
          "yParity",
          "r",
          "s",
          "v",
          "0x1000000000000000000000000000000000000001");
  private static final List<String> TEXTS =
      List.of(
          "latest",
          "pending",
          "earliest",
          "safe",
          "finalized",
          "newHeads",
          "logs",
          "syncing",
          "callTracer",
          "prestateTracer",
          "flatCallTracer",
          "4byteTracer",
          "noopTracer",
          "1s",
          "",
          "0",
          "0x",
          "x",
          "\ud83d\ude00",
          "newPendingTransactions");

  @Test
  void methods_withAnyArguments_answerInForm() {
    try (FuzzTarget target = new FuzzTarget()) {
      List<String> methods = List.copyOf(target.methods().names());
      FuzzTarget.repeat(random -> {
        String name = methods.get(random.nextInt(methods.size()));
        Declaration declaration = Objects.requireNonNull(target.methods().find(name)).declaration();
        ObjectNode request = JSON.objectNode();
        request.put("jsonrpc", "2.0").put("id", 1).put("method", name);
        request.set("params", arguments(declaration, random));
        target.feed(request.toString().getBytes(UTF_8));
      });
    }
  }

  private static ArrayNode arguments(Declaration declaration, RandomGenerator random) {
    ArrayNode arguments = JSON.arrayNode();
    for (Declaration.Parameter parameter : declaration.parameters()) {
      if (random.nextInt(12) == 0) {
        break;
      }
      arguments.add(random.nextInt(8) == 0 ? any(random, 0) : value(parameter.kind(), random, 0));
    }
    if (random.nextInt(20) == 0) {
      arguments.add(any(random, 0));
    }
    return arguments;
  }

  private static JsonNode any(RandomGenerator random, int depth) {
    Kind[] kinds = Kind.values();
    return random.nextInt(6) == 0
        ? JSON.nullNode()
        : value(kinds[random.nextInt(kinds.length)], random, depth);
  }

  private static JsonNode value(Kind kind, RandomGenerator random, int depth) {
    return switch (kind) {
      case ADDRESS -> JSON.textNode(hex(random, 20));
      case HASH -> JSON.textNode(hex(random, 32));
      case BYTES -> JSON.textNode(hex(random, random.nextInt(300)));
      case QUANTITY -> quantity(random);
      case BLOCK -> block(random, depth);
      case TEXT -> JSON.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
      case TRUTH -> JSON.booleanNode(random.nextBoolean());
      case LIST -> list(random, depth);
      case OBJECT -> object(random, depth);
      case ANY -> any(random, depth + 1);
    };
  }

  /// Small numbers mostly, as they exist; else those at the edges of 63, 64, 128 and 256 bits.
  private static JsonNode quantity(RandomGenerator random) {
    int bits = List.of(0, 1, 2, 8, 31, 32, 63, 64, 128, 255, 256, 257).get(random.nextInt(12));
    BigInteger edge =
        BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.valueOf(random.nextInt(2)));
    return switch (random.nextInt(8)) {
      case 0 -> JSON.numberNode(random.nextLong());
      case 1 -> JSON.numberNode(random.nextDouble());
      case 2 -> JSON.textNode(edge.toString());
      default -> JSON.textNode("0x" + edge.toString(16));
    };
  }

  private static JsonNode block(RandomGenerator random, int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> JSON.textNode(hex(random, 32));
      case 1 -> quantity(random);
      case 2 -> object(random, depth + 1);
      default -> JSON.textNode(TEXTS.get(random.nextInt(5)));
    };
  }

  private static ArrayNode list(RandomGenerator random, int depth) {
    ArrayNode list = JSON.arrayNode();
    for (int i = depth > MAX_DEPTH ? 0 : random.nextInt(4); i > 0; i--) {
      list.add(any(random, depth + 1));
    }
    return list;
  }

  private static ObjectNode object(RandomGenerator random, int depth) {
    ObjectNode object = JSON.objectNode();
    for (int i = depth > MAX_DEPTH ? 0 : random.nextInt(6); i > 0; i--) {
      object.set(NAMES.get(random.nextInt(NAMES.size())), any(random, depth + 1));
    }
    return object;
  }

  private static String hex(RandomGenerator random, int sizeBytes) {
    StringBuilder text = new StringBuilder("0x");
    boolean isSmall = random.nextInt(3) == 0;
    for (int i = 0; i < 2 * sizeBytes; i++) {
      text.append(
          Character.forDigit(isSmall && i < 2 * sizeBytes - 1 ? 0 : random.nextInt(16), 16));
    }
    return random.nextInt(15) == 0 ? text.substring(0, text.length() / 2) : text.toString();
  }
}
