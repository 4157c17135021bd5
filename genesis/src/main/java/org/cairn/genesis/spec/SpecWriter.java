package org.cairn.genesis.spec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/// From a [ChainSpec] to JSON, in geth's shapes and in an order that a person expects.
final class SpecWriter {
  private final JsonGenerator json;

  private SpecWriter(JsonGenerator json) {
    this.json = json;
  }

  static String toJson(ChainSpec spec) {
    return JsonWriter.object(json -> new SpecWriter(json).spec(spec));
  }

  private void spec(ChainSpec spec) throws IOException {
    json.writeObjectFieldStart("config");
    config(spec.config());
    CairnConfig cairn = spec.cairn();
    if (cairn != null) {
      json.writeObjectFieldStart("cairn");
      cairn(cairn);
      json.writeEndObject();
    }
    json.writeEndObject();
    genesis(spec.genesis());
    json.writeObjectFieldStart("alloc");
    for (Map.Entry<Address, GenesisAccount> entry : spec.alloc().entrySet()) {
      json.writeObjectFieldStart(entry.getKey().toString());
      account(entry.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void config(ChainConfig config) throws IOException {
    json.writeNumberField("chainId", config.chainId());
    for (Map.Entry<ForkName, Long> fork : config.forks().entrySet()) {
      json.writeNumberField(fork.getKey().jsonField(), fork.getValue());
    }
    if (config.daoForkSupport()) {
      json.writeBooleanField("daoForkSupport", true);
    }
    UInt256 terminal = config.terminalTotalDifficulty();
    if (terminal != null) {
      json.writeFieldName("terminalTotalDifficulty");
      json.writeNumber(terminal.toBigInteger());
    }
    text("depositContractAddress", config.depositContractAddress());
    if (config.blobSchedule().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("blobSchedule");
    for (Map.Entry<ForkName, BlobParameters> entry : config.blobSchedule().entrySet()) {
      BlobParameters blobs = entry.getValue();
      json.writeObjectFieldStart(String.valueOf(entry.getKey().blobKey()));
      json.writeNumberField("target", blobs.target());
      json.writeNumberField("max", blobs.max());
      json.writeNumberField("baseFeeUpdateFraction", blobs.baseFeeUpdateFraction());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void cairn(CairnConfig cairn) throws IOException {
    text("forkVersion", cairn.forkVersion());
    json.writeNumberField("epochLengthBlocks", cairn.epochLengthBlocks());
    json.writeNumberField("blockTimeMillis", cairn.blockTimeMillis());
    json.writeNumberField("minBlockIntervalMillis", cairn.minBlockIntervalMillis());
    json.writeNumberField("timeoutMillis", cairn.timeoutMillis());
    json.writeBooleanField("equalTimestamps", cairn.equalTimestamps());
    json.writeObjectFieldStart("staking");
    StakingSection.write(json, cairn.staking());
    json.writeEndObject();
    json.writeArrayFieldStart("validators");
    for (GenesisValidator validator : cairn.validators()) {
      json.writeStartObject();
      text("blsPublicKey", validator.publicKey());
      json.writeNumberField("stakeGwei", validator.stakeGwei());
      text("proofOfPossession", validator.proofOfPossession());
      text("withdrawalCredentials", validator.withdrawalCredentials());
      text("feeRecipient", validator.feeRecipient());
      text("nodeId", validator.nodeId());
      text("endpoint", validator.endpoint());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void genesis(GenesisFields genesis) throws IOException {
    text("nonce", hex(genesis.nonce()));
    text("timestamp", hex(genesis.timestampSeconds()));
    text("extraData", genesis.extraData());
    text("gasLimit", hex(genesis.gasLimit()));
    UInt256 difficulty = genesis.difficulty();
    text("difficulty", difficulty == null ? null : difficulty.toHex());
    text("mixHash", genesis.mixHash());
    text("coinbase", genesis.coinbase());
    text("number", hex(genesis.number()));
    text("gasUsed", hex(genesis.gasUsed()));
    text("parentHash", genesis.parentHash());
    Wei baseFee = genesis.baseFeePerGas();
    text("baseFeePerGas", baseFee == null ? null : baseFee.value().toHex());
    Long excessBlobGas = genesis.excessBlobGas();
    text("excessBlobGas", excessBlobGas == null ? null : hex(excessBlobGas));
    Long blobGasUsed = genesis.blobGasUsed();
    text("blobGasUsed", blobGasUsed == null ? null : hex(blobGasUsed));
  }

  private void account(GenesisAccount account) throws IOException {
    text("balance", account.balance().value().toHex());
    if (account.nonce() != 0) {
      text("nonce", hex(account.nonce()));
    }
    if (!account.code().isEmpty()) {
      text("code", account.code());
    }
    if (account.storage().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("storage");
    for (Map.Entry<UInt256, UInt256> slot : account.storage().entrySet()) {
      text(slot.getKey().toHash().toString(), slot.getValue().toHash());
    }
    json.writeEndObject();
  }

  /// A member, left out when there is no value.
  private void text(String name, @Nullable Object value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
