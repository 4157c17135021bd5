package org.cairn.evm.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.core.block.Log;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.state.MemoryState;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.BlockSenders;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.cairn.evm.trace.Tracer;
import org.cairn.evm.tx.Outcome;
import org.cairn.evm.tx.Refusal;
import org.cairn.evm.tx.TransactionProcessor;
import org.cairn.evm.tx.TransactionValidity.Room;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.BlockHashes;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// One case of a state test: a state, a block around it, a transaction, and what has to become of
/// them under a fork. `index` counts the fork's cases.
public final class StateCase {
  /// What go-ethereum takes where a test of London or later names none.
  private static final Wei DEFAULT_BASE_FEE = Wei.of(10);

  private final String name;
  private final String forkName;
  private final int index;
  private final JsonNode test;
  private final JsonNode post;

  StateCase(String name, String forkName, int index, JsonNode test) {
    this.name = name;
    this.forkName = forkName;
    this.index = index;
    this.test = test;
    this.post = test.get("post").get(forkName).get(index);
  }

  public String name() {
    return name;
  }

  public String fork() {
    return forkName;
  }

  public int index() {
    return index;
  }

  /// What is wrong, or nothing. The tracer, if any, sees the transaction.
  ///
  /// @throws IllegalArgumentException when the test itself cannot be read
  public @Nullable CaseFailure run(
      TransactionProcessor processor, CodeCache codes, @Nullable Tracer tracer) {
    Rules rules = rules();
    MemoryState before = Allocation.read(FixtureValues.required(test, "pre"));
    World world = new World(before, rules, codes);
    JsonNode exception = FixtureValues.member(post, "expectException");
    String expected = exception == null ? null : FixtureValues.text(exception);
    SignedTransaction signed;
    try {
      signed = transaction(rules);
    } catch (DecodingException | IllegalArgumentException e) {
      return unreadable(expected, String.valueOf(e));
    }
    Address sender = BlockSenders.recover(signed, rules);
    if (sender == null) {
      return unreadable(expected, "the signature names no sender");
    }
    BlockContext block = block(rules);
    Room room = new Room(block.gasLimit(), rules.blobs().max() * BlobGas.PER_BLOB);
    Outcome outcome =
        processor.process(world, new RecoveredTransaction(signed, sender), block, room, tracer);
    return switch (outcome) {
      case Outcome.Rejected(Refusal refusal) -> refused(refusal, expected);
      case Outcome.Executed executed when expected == null ->
          compare(before.with(world.diff()), executed);
      case Outcome.Executed _ -> CaseFailure.of("transaction", expected, "executed");
    };
  }

  private static @Nullable CaseFailure unreadable(@Nullable String expected, String detail) {
    boolean fits = expected != null && ExpectedException.fitsUnreadable(expected);
    return fits
        ? null
        : new CaseFailure("transaction", expectation(expected), "cannot be read", detail);
  }

  private static @Nullable CaseFailure refused(Refusal refusal, @Nullable String expected) {
    boolean fits = expected != null && ExpectedException.fits(expected, refusal.reason());
    return fits
        ? null
        : new CaseFailure(
            "transaction", expectation(expected), refusal.reason().name(), refusal.message());
  }

  private static String expectation(@Nullable String exception) {
    return exception == null ? "valid" : exception;
  }

  private @Nullable CaseFailure compare(MemoryState after, Outcome.Executed executed) {
    Hash root = FixtureValues.hash(FixtureValues.required(post, "hash"));
    if (!after.root().equals(root)) {
      JsonNode state = FixtureValues.member(post, "state");
      String difference =
          state == null ? null : Allocation.difference(Allocation.read(state), after);
      return new CaseFailure(
          "state root",
          root.toString(),
          after.root().toString(),
          executed.halt()
              + ", gas used "
              + executed.gasUsed()
              + (difference == null ? "" : "; " + difference));
    }
    Hash logs = FixtureValues.hash(FixtureValues.required(post, "logs"));
    Hash found = logsHash(executed.logs());
    return logs.equals(found) ? null : CaseFailure.of("logs hash", logs, found);
  }

  /// The hash over all logs as RLP, as state tests and geth's tools name it.
  public static Hash logsHash(List<Log> logs) {
    RlpWriter writer = new RlpWriter();
    writer.startList();
    for (Log log : logs) {
      writer.startList();
      writer.bytes(log.address());
      writer.startList();
      log.topics().forEach(writer::bytes);
      writer.endList();
      writer.bytes(log.data());
      writer.endList();
    }
    writer.endList();
    return Keccak256.hash(writer.toByteArray());
  }

  /// The encoded transaction where the test has it, else that of its fields at the case's indexes.
  private SignedTransaction transaction(Rules rules) {
    JsonNode encoded = FixtureValues.member(post, "txbytes");
    if (encoded != null) {
      return TransactionCodec.decode(FixtureValues.bytes(encoded));
    }
    JsonNode indexes = FixtureValues.required(post, "indexes");
    ObjectNode fields = test.get("transaction").deepCopy();
    int data = indexes.path("data").asInt();
    fields.set("data", fields.path("data").path(data));
    fields.set("gasLimit", fields.path("gasLimit").path(indexes.path("gas").asInt()));
    fields.set("value", fields.path("value").path(indexes.path("value").asInt()));
    JsonNode lists = FixtureValues.member(fields, "accessLists");
    if (lists != null) {
      fields.set("accessList", lists.path(data));
    }
    fields.put("protected", false);
    return TransactionFields.read(fields, rules.chainId());
  }

  private Rules rules() {
    JsonNode config = test.path("config");
    return new Rules(
        Networks.chainId(config), Networks.fork(forkName), Networks.blobs(forkName, config));
  }

  private BlockContext block(Rules rules) {
    JsonNode env = FixtureValues.required(test, "env");
    boolean merged = rules.isAtLeast(Fork.PARIS) && env.has("currentRandom");
    long number = FixtureValues.number63(FixtureValues.required(env, "currentNumber"));
    return new BlockContext(
        rules,
        number,
        FixtureValues.number63(FixtureValues.required(env, "currentTimestamp")),
        FixtureValues.number63(FixtureValues.required(env, "currentGasLimit")),
        FixtureValues.address(FixtureValues.required(env, "currentCoinbase")),
        FixtureValues.number(env.path(merged ? "currentRandom" : "currentDifficulty")),
        baseFee(env, rules),
        rules.isAtLeast(Fork.CANCUN) ? blobBaseFee(env, rules) : Wei.ZERO,
        hashes(env));
  }

  private static Wei baseFee(JsonNode env, Rules rules) {
    JsonNode fee = FixtureValues.member(env, "currentBaseFee");
    if (!rules.isAtLeast(Fork.LONDON)) {
      return Wei.ZERO;
    }
    return fee == null ? DEFAULT_BASE_FEE : FixtureValues.wei(fee);
  }

  private static Wei blobBaseFee(JsonNode env, Rules rules) {
    JsonNode excess = FixtureValues.member(env, "currentExcessBlobGas");
    JsonNode parentExcess = FixtureValues.member(env, "parentExcessBlobGas");
    JsonNode parentUsed = FixtureValues.member(env, "parentBlobGasUsed");
    if (excess == null && parentExcess != null && parentUsed != null) {
      long next =
          BlobGas.nextExcess(
              rules,
              FixtureValues.number63(parentExcess),
              FixtureValues.number63(parentUsed),
              baseFee(env, rules));
      return BlobGas.baseFee(next, rules.blobs());
    }
    return BlobGas.baseFee(excess == null ? 0 : FixtureValues.number63(excess), rules.blobs());
  }

  /// The hashes that the test names; a test that names none counts with go-ethereum's, the hash of
  /// the number's decimal digits.
  private static BlockHashes hashes(JsonNode env) {
    Map<Long, Hash> named = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : env.path("blockHashes").properties()) {
      String key = entry.getKey().toLowerCase(Locale.ROOT);
      UInt256 number =
          key.startsWith("0x") ? UInt256.fromHex(key) : UInt256.of(Long.parseLong(key));
      named.put(number.toLongExact(), FixtureValues.hash(entry.getValue()));
    }
    if (!named.isEmpty()) {
      return named::get;
    }
    return number -> Keccak256.hash(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
  }
}
