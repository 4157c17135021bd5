package org.cairn.genesis.spec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.StakingParameters.Churn;
import org.cairn.core.staking.StakingParameters.Exits;
import org.cairn.core.staking.StakingParameters.Penalties;
import org.cairn.core.staking.StakingParameters.Rewards;
import org.cairn.core.types.Invariant;
import org.cairn.genesis.json.Json;

/// The section `staking` of a chain specification: each rule of stake under its name. What is
/// absent has its default; what is misspelt is a fault.
public final class StakingSection {
  private StakingSection() {}

  /// All numbers in the order of the file; the increment is named with those of the chain.
  static Map<String, Long> numbers(StakingParameters parameters) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("stakeIncrementGwei", parameters.incrementGwei());
    numbers.put("minStakeGwei", parameters.minStakeGwei());
    numbers.put("maxStakeGwei", parameters.maxStakeGwei());
    Churn churn = parameters.churn();
    numbers.put("minChurnGwei", churn.minGwei());
    numbers.put("churnQuotient", churn.quotient());
    numbers.put("depositsPerEpoch", (long) churn.depositsPerEpoch());
    Exits exits = parameters.exits();
    numbers.put("withdrawalDelayEpochs", exits.delayEpochs());
    numbers.put("evidenceWindowEpochs", exits.evidenceWindowEpochs());
    numbers.put("withdrawalsPerBlock", (long) exits.withdrawalsPerBlock());
    numbers.put("minValidators", (long) exits.minValidators());
    Rewards rewards = parameters.rewards();
    numbers.put("issuanceRatePpm", rewards.ratePpm());
    numbers.put("issuanceReferenceStakeGwei", rewards.referenceStakeGwei());
    numbers.put("proposerSharePercent", (long) rewards.proposerSharePercent());
    numbers.put("fullParticipationPercent", (long) rewards.fullParticipationPercent());
    Penalties penalties = parameters.penalties();
    numbers.put("missedSlotPenaltyPpb", penalties.missedSlotPpb());
    numbers.put("lightOffencePenaltyPpm", penalties.lightOffencePpm());
    numbers.put("graveOffencePenaltyPpm", penalties.graveOffencePpm());
    numbers.put("correlationMultiplier", (long) penalties.correlationMultiplier());
    numbers.put("absentSlots", penalties.absentSlots());
    numbers.put("absentQuotient", penalties.absentQuotient());
    return numbers;
  }

  /// Writes the section's members into an open object.
  public static void write(JsonGenerator json, StakingParameters parameters) throws IOException {
    for (Map.Entry<String, Long> number : numbers(parameters).entrySet()) {
      json.writeNumberField(number.getKey(), number.getValue());
    }
  }

  /// Reads a section that stands at that place of a file.
  ///
  /// @throws SpecException when a value is out of range or unknown
  public static StakingParameters read(String path, Json section, long epochLengthBlocks) {
    return read(new SpecNode(path, section), epochLengthBlocks);
  }

  static StakingParameters read(SpecNode node, long epochLengthBlocks) {
    StakingParameters defaults =
        StakingParameters.of(epochLengthBlocks, StakingParameters.GWEI_PER_COIN);
    Map<String, Long> values = numbers(defaults);
    node.allowOnly(values.keySet());
    values.replaceAll((name, otherwise) -> node.optional(name, otherwise, SpecNode::positiveLong));
    try {
      return of(
          epochLengthBlocks,
          name -> Invariant.present(values.get(name), "every rule has a default"));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new SpecException(node.path(), String.valueOf(e.getMessage()));
    }
  }

  private static StakingParameters of(long epochLengthBlocks, ToLongFunction<String> value) {
    return new StakingParameters(
        epochLengthBlocks,
        value.applyAsLong("stakeIncrementGwei"),
        value.applyAsLong("minStakeGwei"),
        value.applyAsLong("maxStakeGwei"),
        new Churn(
            value.applyAsLong("minChurnGwei"),
            value.applyAsLong("churnQuotient"),
            Math.toIntExact(value.applyAsLong("depositsPerEpoch"))),
        new Exits(
            value.applyAsLong("withdrawalDelayEpochs"),
            value.applyAsLong("evidenceWindowEpochs"),
            Math.toIntExact(value.applyAsLong("withdrawalsPerBlock")),
            Math.toIntExact(value.applyAsLong("minValidators"))),
        new Rewards(
            value.applyAsLong("issuanceRatePpm"),
            value.applyAsLong("issuanceReferenceStakeGwei"),
            Math.toIntExact(value.applyAsLong("proposerSharePercent")),
            Math.toIntExact(value.applyAsLong("fullParticipationPercent"))),
        new Penalties(
            value.applyAsLong("missedSlotPenaltyPpb"),
            value.applyAsLong("lightOffencePenaltyPpm"),
            value.applyAsLong("graveOffencePenaltyPpm"),
            Math.toIntExact(value.applyAsLong("correlationMultiplier")),
            value.applyAsLong("absentSlots"),
            value.applyAsLong("absentQuotient")));
  }
}
