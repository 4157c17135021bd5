package org.cairn.genesis.network;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.json.Json;
import org.cairn.genesis.json.JsonReader;
import org.cairn.genesis.json.JsonWriter;
import org.cairn.genesis.json.MalformedJsonException;
import org.cairn.genesis.keys.Mnemonic;
import org.cairn.genesis.keys.SecretFile;
import org.cairn.genesis.network.NetworkPlan.Accounts;
import org.cairn.genesis.network.NetworkPlan.Listeners;
import org.cairn.genesis.network.NetworkPlan.Pace;
import org.cairn.genesis.spec.SpecException;
import org.cairn.genesis.spec.StakingSection;

/// A network's plan in `network.json`. It has the mnemonic, so only its owner may read it.
final class PlanFile {
  private static final int MAX_FILE_SIZE_BYTES = 64 << 10;

  private PlanFile() {}

  static void write(Path file, NetworkPlan plan) {
    SecretFile.write(
        file,
        JsonWriter.object(json -> {
          json.writeNumberField("chainId", plan.chainId());
          json.writeArrayFieldStart("stakesGwei");
          for (long stake : plan.stakesGwei()) {
            json.writeNumber(stake);
          }
          json.writeEndArray();
          json.writeStringField("host", plan.listeners().host());
          json.writeNumberField("basePort", plan.listeners().basePort());
          json.writeStringField("mnemonic", plan.accounts().mnemonic().words());
          json.writeNumberField("accountCount", plan.accounts().count());
          json.writeStringField("accountBalance", plan.accounts().balance().value().toHex());
          json.writeNumberField("epochLengthBlocks", plan.staking().epochLengthBlocks());
          json.writeObjectFieldStart("staking");
          StakingSection.write(json, plan.staking());
          json.writeEndObject();
          json.writeNumberField("blockTimeMillis", plan.pace().blockTimeMillis());
          json.writeNumberField("minBlockIntervalMillis", plan.pace().minBlockIntervalMillis());
          json.writeNumberField("timeoutMillis", plan.pace().timeoutMillis());
          json.writeNumberField("gasLimit", plan.gasLimit());
          json.writeStringField("depositContract", plan.depositContract().toString());
        }));
  }

  static NetworkPlan read(Path file) {
    try {
      if (Files.size(file) > MAX_FILE_SIZE_BYTES) {
        throw new NetworkException(file + ": too large for the plan of a network");
      }
      return plan(JsonReader.read(Files.readAllBytes(file)));
    } catch (MalformedJsonException e) {
      throw new NetworkException(file + ": " + e.getMessage());
    } catch (IOException | IllegalArgumentException | SpecException e) {
      throw new NetworkException(file + ": not the plan of a network: " + e.getMessage());
    }
  }

  private static NetworkPlan plan(Json root) {
    return new NetworkPlan(
        number(root, "chainId"),
        stakes(root),
        new Listeners(text(root, "host"), integer(root, "basePort")),
        new Accounts(
            Mnemonic.of(text(root, "mnemonic")),
            integer(root, "accountCount"),
            new Wei(UInt256.fromHex(text(root, "accountBalance")))),
        StakingSection.read("staking", root.at("staking"), number(root, "epochLengthBlocks")),
        new Pace(
            number(root, "blockTimeMillis"),
            number(root, "minBlockIntervalMillis"),
            number(root, "timeoutMillis")),
        number(root, "gasLimit"),
        Address.fromHex(text(root, "depositContract")));
  }

  private static List<Long> stakes(Json root) {
    if (!(root.at("stakesGwei") instanceof Json.Elements(List<Json> elements))) {
      throw new IllegalArgumentException("stakesGwei is not an array");
    }
    List<Long> stakes = new ArrayList<>();
    for (Json element : elements) {
      stakes.add(number(element, "stakesGwei", Long.MAX_VALUE));
    }
    return stakes;
  }

  private static long number(Json root, String name) {
    return number(root.at(name), name, Long.MAX_VALUE);
  }

  private static int integer(Json root, String name) {
    return (int) number(root.at(name), name, Integer.MAX_VALUE);
  }

  private static long number(Json value, String name, long max) {
    if (value instanceof Json.Whole(BigInteger number)
        && number.signum() >= 0
        && number.compareTo(BigInteger.valueOf(max)) <= 0) {
      return number.longValue();
    }
    throw new IllegalArgumentException(name + " is not a whole number from 0 to " + max);
  }

  private static String text(Json root, String name) {
    if (root.at(name) instanceof Json.Text(String value)) {
      return value;
    }
    throw new IllegalArgumentException(name + " is not a string");
  }
}
