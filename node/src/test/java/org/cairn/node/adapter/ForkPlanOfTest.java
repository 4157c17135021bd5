package org.cairn.node.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32;
import org.cairn.core.types.Address;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.rpc.port.ForkPlan;
import org.cairn.rpc.port.ForkRules;
import org.junit.jupiter.api.Test;

class ForkPlanOfTest {
  private static final String SPEC =
      """
      {"config":{"chainId":77,"homesteadBlock":0,"eip150Block":0,"eip155Block":0,"eip158Block":0,
       "byzantiumBlock":3,"constantinopleBlock":3,"petersburgBlock":3,"istanbulBlock":5,
       "berlinBlock":5,"londonBlock":5,"terminalTotalDifficulty":0,"mergeNetsplitBlock":5,
       "shanghaiTime":100,"cancunTime":200,"pragueTime":200,"osakaTime":300,"bpo1Time":400,
       "blobSchedule":{"cancun":{"target":3,"max":6,"baseFeeUpdateFraction":3338477},
        "prague":{"target":6,"max":9,"baseFeeUpdateFraction":5007716},
        "osaka":{"target":6,"max":9,"baseFeeUpdateFraction":5007716},
        "bpo1":{"target":10,"max":15,"baseFeeUpdateFraction":8346193}},
       "depositContractAddress":"0x00000000000000000000000000000000000000dd"},
       "difficulty":"0x1","gasLimit":"0x1c9c380","timestamp":"0x64","alloc":{}}
      """;

  private final ChainSpec spec = ChainSpec.parse(SPEC);
  private final Genesis genesis = Genesis.of(spec);
  private final ForkPlanOf plans =
      new ForkPlanOf(
          spec.config(), ForkScheduleOf.rules(spec), genesis.hash(), genesis.block().header());

  @Test
  void at_genesis_hasTheNextAndTheLastFork() {
    ForkPlan plan = plans.at(genesis.block().header());
    assertThat(plan.current().activationSeconds()).isZero();
    assertThat(plan.current().forkId().toString()).isEqualTo(id(3, 5));
    assertThat(plan.current().systemContracts()).isEmpty();
    ForkRules next = Objects.requireNonNull(plan.next());
    assertThat(next.activationSeconds()).isEqualTo(200);
    assertThat(next.forkId().toString()).isEqualTo(id(3, 5, 200));
    assertThat(next.precompiles()).containsKey("BLS12_G1ADD").doesNotContainKey("P256VERIFY");
    assertThat(next.systemContracts().get("DEPOSIT_CONTRACT_ADDRESS"))
        .isEqualTo(Address.fromHex("0x00000000000000000000000000000000000000dd"));
    ForkRules last = Objects.requireNonNull(plan.last());
    assertThat(last.blobs().max()).isEqualTo(15);
    assertThat(last.forkId().toString()).isEqualTo(id(3, 5, 200, 300, 400));
    assertThat(last.precompiles()).hasSize(18);
  }

  /// EIP-2124, in other words.
  private String id(long... forks) {
    CRC32 sum = new CRC32();
    sum.update(genesis.hash().toArray());
    for (long fork : forks) {
      sum.update(ByteBuffer.allocate(8).putLong(fork).array());
    }
    return "0x%08x".formatted(sum.getValue());
  }
}
