package org.cairn.node.transition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.Roots;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.BaseFee;
import org.cairn.evm.block.BlockTransition;
import org.cairn.evm.conformance.FixtureValues;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.jspecify.annotations.Nullable;

/// The block around the transactions. What is not given of base fee, difficulty and excess blob gas
/// follows from what is given of the parent.
record Environment(
    BlockHeader header,
    Rules rules,
    @Nullable Wei baseFee,
    Map<Long, Hash> hashes,
    @Nullable List<Withdrawal> withdrawals,
    List<BlockTransition.Ommer> ommers) {

  /// The price of blob gas.
  Wei blobBaseFee() {
    Long excess = header.excessBlobGas();
    return excess == null ? Wei.ZERO : BlobGas.baseFee(excess, rules.blobs());
  }

  static Environment read(JsonNode json, ForkSchedule schedule) {
    return new Reader(json, schedule).read();
  }

  private static TransitionException lacking(String message) {
    return new TransitionException(TransitionException.CONFIGURATION, message);
  }

  /// Reads one environment.
  private static final class Reader {
    private final JsonNode json;
    private final Rules rules;
    private final long number;
    private final long timestampSeconds;

    private Reader(JsonNode json, ForkSchedule schedule) {
      this.json = json;
      this.number = FixtureValues.number63(FixtureValues.required(json, "currentNumber"));
      this.timestampSeconds =
          FixtureValues.number63(FixtureValues.required(json, "currentTimestamp"));
      this.rules = schedule.at(number, timestampSeconds);
    }

    private Environment read() {
      Map<Long, Hash> hashes = new TreeMap<>();
      json.path("blockHashes")
          .properties()
          .forEach(entry -> {
            String key = entry.getKey();
            long at = key.startsWith("0x") ? Long.decode(key) : Long.parseLong(key);
            hashes.put(at, FixtureValues.hash(entry.getValue()));
          });
      List<Withdrawal> withdrawals = withdrawals();
      Hash parentHash = hashes.getOrDefault(number - 1, Hash.ZERO);
      BlockHeader header = header(parentHash, withdrawals);
      JsonNode given = FixtureValues.member(json, "currentBaseFee");
      // A fee that the fork does not know is told again all the same.
      Wei baseFee = given == null ? header.baseFeePerGas() : FixtureValues.wei(given);
      return new Environment(header, rules, baseFee, hashes, withdrawals, ommers());
    }

    private BlockHeader header(Hash parentHash, @Nullable List<Withdrawal> withdrawals) {
      boolean cancun = rules.isAtLeast(Fork.CANCUN);
      boolean merged = rules.isAtLeast(Fork.PARIS);
      JsonNode beaconRoot = FixtureValues.member(json, "parentBeaconBlockRoot");
      return new BlockHeader(
          parentHash,
          Roots.NO_OMMERS,
          FixtureValues.address(FixtureValues.required(json, "currentCoinbase")),
          Hash.ZERO,
          Roots.EMPTY_TRIE,
          Roots.EMPTY_TRIE,
          Bloom.EMPTY,
          merged ? UInt256.ZERO : difficulty(),
          number,
          FixtureValues.number63(FixtureValues.required(json, "currentGasLimit")),
          0,
          timestampSeconds,
          Bytes.EMPTY,
          merged ? random() : Hash.ZERO,
          0,
          rules.isAtLeast(Fork.LONDON) ? baseFee() : null,
          withdrawals == null ? null : Roots.withdrawals(withdrawals),
          cancun ? 0L : null,
          cancun ? excessBlobGas() : null,
          beaconRoot == null ? null : FixtureValues.hash(beaconRoot),
          null);
    }

    private Hash random() {
      JsonNode random = FixtureValues.member(json, "currentRandom");
      JsonNode difficulty = FixtureValues.member(json, "currentDifficulty");
      if (random == null) {
        throw lacking("post-merge requires currentRandom to be defined in env");
      }
      if (difficulty != null && !FixtureValues.number(difficulty).isZero()) {
        throw lacking("post-merge difficulty must be zero (or omitted) in env");
      }
      return FixtureValues.number(random).toHash();
    }

    private UInt256 difficulty() {
      JsonNode difficulty = FixtureValues.member(json, "currentDifficulty");
      if (difficulty != null) {
        return FixtureValues.number(difficulty);
      }
      if (!json.has("parentDifficulty") || number == 0) {
        throw lacking(
            "currentDifficulty was not provided, and cannot be calculated due to missing"
                + " parentDifficulty");
      }
      BlockHeader parent = parent();
      if (timestampSeconds <= parent.timestampSeconds()) {
        throw lacking(
            "currentDifficulty cannot be calculated -- currentTime (%d) needs to be after parent"
                    .formatted(timestampSeconds)
                + " time (%d)".formatted(parent.timestampSeconds()));
      }
      return BlockTransition.difficulty(parent, timestampSeconds, rules.fork());
    }

    private Wei baseFee() {
      JsonNode fee = FixtureValues.member(json, "currentBaseFee");
      if (fee != null) {
        return FixtureValues.wei(fee);
      }
      if (!json.has("parentBaseFee") || number == 0) {
        throw lacking("EIP-1559 config but missing 'currentBaseFee' in env section");
      }
      return BaseFee.next(parent());
    }

    private @Nullable Long excessBlobGas() {
      JsonNode excess = FixtureValues.member(json, "currentExcessBlobGas");
      if (excess != null) {
        return FixtureValues.number63(excess);
      }
      return json.has("parentExcessBlobGas")
          ? (Long) BlockTransition.excessBlobGas(parent(), rules)
          : null;
    }

    /// The parent, as far as it is described.
    private BlockHeader parent() {
      JsonNode ommers = FixtureValues.member(json, "parentUncleHash");
      Hash ommersHash = ommers == null ? Roots.NO_OMMERS : FixtureValues.hash(ommers);
      JsonNode fee = FixtureValues.member(json, "parentBaseFee");
      JsonNode excess = FixtureValues.member(json, "parentExcessBlobGas");
      JsonNode blobs = FixtureValues.member(json, "parentBlobGasUsed");
      return new BlockHeader(
          Hash.ZERO,
          ommersHash.equals(Hash.ZERO) ? Roots.NO_OMMERS : ommersHash,
          FixtureValues.address(FixtureValues.required(json, "currentCoinbase")),
          Hash.ZERO,
          Roots.EMPTY_TRIE,
          Roots.EMPTY_TRIE,
          Bloom.EMPTY,
          number("parentDifficulty"),
          number - 1,
          number("parentGasLimit").toLongExact(),
          number("parentGasUsed").toLongExact(),
          number("parentTimestamp").toLongExact(),
          Bytes.EMPTY,
          Hash.ZERO,
          0,
          fee == null ? Wei.ZERO : FixtureValues.wei(fee),
          null,
          blobs == null ? null : FixtureValues.number63(blobs),
          excess == null ? null : FixtureValues.number63(excess),
          null,
          null);
    }

    private UInt256 number(String name) {
      JsonNode value = FixtureValues.member(json, name);
      return value == null ? UInt256.ZERO : FixtureValues.number(value);
    }

    private @Nullable List<Withdrawal> withdrawals() {
      if (!rules.isAtLeast(Fork.SHANGHAI)) {
        return null;
      }
      JsonNode list = FixtureValues.member(json, "withdrawals");
      if (list == null) {
        throw lacking("Shanghai config but missing 'withdrawals' in env section");
      }
      List<Withdrawal> withdrawals = new ArrayList<>();
      for (JsonNode each : list) {
        withdrawals.add(
            new Withdrawal(
                FixtureValues.unsignedLong(FixtureValues.required(each, "index")),
                FixtureValues.unsignedLong(FixtureValues.required(each, "validatorIndex")),
                FixtureValues.address(FixtureValues.required(each, "address")),
                FixtureValues.unsignedLong(FixtureValues.required(each, "amount"))));
      }
      return withdrawals;
    }

    private List<BlockTransition.Ommer> ommers() {
      List<BlockTransition.Ommer> ommers = new ArrayList<>();
      for (JsonNode each : json.path("ommers")) {
        ommers.add(
            new BlockTransition.Ommer(
                FixtureValues.address(FixtureValues.required(each, "address")),
                FixtureValues.number63(FixtureValues.required(each, "delta"))));
      }
      return ommers;
    }
  }
}
