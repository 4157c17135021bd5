package org.cairn.genesis.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.core.types.InvariantViolation;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.keys.Mnemonic;
import org.cairn.genesis.keys.SecretFile;
import org.cairn.genesis.network.NetworkPlan.Accounts;
import org.cairn.genesis.network.NetworkPlan.Listeners;
import org.cairn.genesis.network.NetworkPlan.Pace;

/// A network's plan in `network.json`. It has the mnemonic, so only its owner may read it.
final class PlanFile {
  private static final int MAX_FILE_SIZE_BYTES = 64 << 10;
  private static final JsonMapper MAPPER = new JsonMapper();

  private PlanFile() {}

  static void write(Path file, NetworkPlan plan) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("chainId", plan.chainId());
    ArrayNode stakes = root.putArray("stakesGwei");
    for (long stake : plan.stakesGwei()) {
      stakes.add(stake);
    }
    root.put("host", plan.listeners().host());
    root.put("basePort", plan.listeners().basePort());
    root.put("mnemonic", plan.accounts().mnemonic().words());
    root.put("accountCount", plan.accounts().count());
    root.put("accountBalance", plan.accounts().balance().value().toHex());
    root.put("epochLengthBlocks", plan.pace().epochLengthBlocks());
    root.put("blockTimeMillis", plan.pace().blockTimeMillis());
    root.put("minBlockIntervalMillis", plan.pace().minBlockIntervalMillis());
    root.put("timeoutMillis", plan.pace().timeoutMillis());
    root.put("gasLimit", plan.gasLimit());
    root.put("depositContract", plan.depositContract().toString());
    try {
      SecretFile.write(
          file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    } catch (JsonProcessingException e) {
      throw new InvariantViolation("a tree of plain nodes is always writable: " + e.getMessage());
    }
  }

  static NetworkPlan read(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_SIZE_BYTES) {
        throw new NetworkException(file + ": too large for the plan of a network");
      }
      return plan(MAPPER.readTree(Files.readAllBytes(file)));
    } catch (JsonProcessingException e) {
      throw new NetworkException(file + ": not valid JSON: " + e.getOriginalMessage());
    } catch (IOException | IllegalArgumentException e) {
      throw new NetworkException(file + ": not the plan of a network: " + e.getMessage());
    }
  }

  private static NetworkPlan plan(JsonNode root) {
    List<Long> stakes = new ArrayList<>();
    for (JsonNode stake : root.required("stakesGwei")) {
      stakes.add(stake.longValue());
    }
    return new NetworkPlan(
        number(root, "chainId"),
        stakes,
        new Listeners(text(root, "host"), integer(root, "basePort")),
        new Accounts(
            Mnemonic.of(text(root, "mnemonic")),
            integer(root, "accountCount"),
            new Wei(UInt256.fromHex(text(root, "accountBalance")))),
        new Pace(
            number(root, "epochLengthBlocks"),
            number(root, "blockTimeMillis"),
            number(root, "minBlockIntervalMillis"),
            number(root, "timeoutMillis")),
        number(root, "gasLimit"),
        Address.fromHex(text(root, "depositContract")));
  }

  private static long number(JsonNode root, String name) {
    JsonNode node = root.required(name);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new IllegalArgumentException(name + " is not a whole number");
    }
    return node.longValue();
  }

  private static int integer(JsonNode root, String name) {
    long value = number(root, name);
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(name + " is out of range: " + value);
    }
    return (int) value;
  }

  private static String text(JsonNode root, String name) {
    JsonNode node = root.required(name);
    if (!node.isTextual()) {
      throw new IllegalArgumentException(name + " is not a string");
    }
    return node.textValue();
  }
}
