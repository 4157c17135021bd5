package org.cairn.genesis.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.cairn.core.types.Address;
import org.cairn.core.types.InvariantViolation;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// From a [ChainSpec] to JSON, in geth's shapes and in an order that a person expects.
final class SpecWriter {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SpecWriter() {}

  static String toJson(ChainSpec spec) {
    ObjectNode root = NODES.objectNode();
    root.set("config", config(spec));
    genesis(root, spec.genesis());
    ObjectNode alloc = root.putObject("alloc");
    for (Map.Entry<Address, GenesisAccount> entry : spec.alloc().entrySet()) {
      alloc.set(entry.getKey().toString(), account(entry.getValue()));
    }
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new InvariantViolation("a tree of plain nodes is always writable: " + e.getMessage());
    }
  }

  private static ObjectNode config(ChainSpec spec) {
    ChainConfig config = spec.config();
    ObjectNode node = NODES.objectNode();
    node.put("chainId", config.chainId());
    config.forks().forEach((fork, start) -> node.put(fork.jsonField(), start));
    if (config.daoForkSupport()) {
      node.put("daoForkSupport", true);
    }
    UInt256 terminal = config.terminalTotalDifficulty();
    if (terminal != null) {
      node.put("terminalTotalDifficulty", terminal.toBigInteger());
    }
    Address depositContract = config.depositContractAddress();
    if (depositContract != null) {
      node.put("depositContractAddress", depositContract.toString());
    }
    if (!config.blobSchedule().isEmpty()) {
      ObjectNode schedule = node.putObject("blobSchedule");
      config
          .blobSchedule()
          .forEach((fork, blobs) ->
              schedule
                  .putObject(String.valueOf(fork.blobKey()))
                  .put("target", blobs.target())
                  .put("max", blobs.max())
                  .put("baseFeeUpdateFraction", blobs.baseFeeUpdateFraction()));
    }
    CairnConfig cairn = spec.cairn();
    if (cairn != null) {
      node.set("cairn", cairn(cairn));
    }
    return node;
  }

  private static ObjectNode cairn(CairnConfig cairn) {
    ObjectNode node = NODES.objectNode();
    node.put("forkVersion", cairn.forkVersion().toString());
    node.put("epochLengthBlocks", cairn.epochLengthBlocks());
    node.put("blockTimeMillis", cairn.blockTimeMillis());
    node.put("minBlockIntervalMillis", cairn.minBlockIntervalMillis());
    node.put("timeoutMillis", cairn.timeoutMillis());
    node.put("equalTimestamps", cairn.equalTimestamps());
    node.put("stakeIncrementGwei", cairn.stakeIncrementGwei());
    ArrayNode validators = node.putArray("validators");
    for (GenesisValidator validator : cairn.validators()) {
      ObjectNode entry = validators.addObject();
      entry.put("blsPublicKey", validator.publicKey().toString());
      entry.put("stakeGwei", validator.stakeGwei());
      entry.put("proofOfPossession", validator.proofOfPossession().toString());
      entry.put("withdrawalCredentials", validator.withdrawalCredentials().toString());
      entry.put("feeRecipient", validator.feeRecipient().toString());
      putIfPresent(entry, "nodeId", validator.nodeId());
      putIfPresent(entry, "endpoint", validator.endpoint());
    }
    return node;
  }

  private static void genesis(ObjectNode root, GenesisFields genesis) {
    root.put("nonce", "0x" + Long.toHexString(genesis.nonce()));
    root.put("timestamp", hex(genesis.timestampSeconds()));
    root.put("extraData", genesis.extraData().toString());
    root.put("gasLimit", hex(genesis.gasLimit()));
    UInt256 difficulty = genesis.difficulty();
    if (difficulty != null) {
      root.put("difficulty", difficulty.toHex());
    }
    root.put("mixHash", genesis.mixHash().toString());
    root.put("coinbase", genesis.coinbase().toString());
    root.put("number", hex(genesis.number()));
    root.put("gasUsed", hex(genesis.gasUsed()));
    root.put("parentHash", genesis.parentHash().toString());
    root.put(
        "baseFeePerGas",
        genesis.baseFeePerGas() == null ? null : genesis.baseFeePerGas().value().toHex());
    root.put(
        "excessBlobGas", genesis.excessBlobGas() == null ? null : hex(genesis.excessBlobGas()));
    root.put("blobGasUsed", genesis.blobGasUsed() == null ? null : hex(genesis.blobGasUsed()));
  }

  private static ObjectNode account(GenesisAccount account) {
    ObjectNode node = NODES.objectNode();
    node.put("balance", account.balance().value().toHex());
    if (account.nonce() != 0) {
      node.put("nonce", "0x" + Long.toHexString(account.nonce()));
    }
    if (!account.code().isEmpty()) {
      node.put("code", account.code().toString());
    }
    if (!account.storage().isEmpty()) {
      ObjectNode storage = node.putObject("storage");
      account
          .storage()
          .forEach((key, value) -> storage.put(key.toHash().toString(), value.toHash().toString()));
    }
    return node;
  }

  private static void putIfPresent(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
