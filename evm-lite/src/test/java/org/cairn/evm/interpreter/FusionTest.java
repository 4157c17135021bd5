package org.cairn.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.cairn.core.types.Bytes;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fixture.Scene;
import org.cairn.evm.trace.Tracer;
import org.cairn.evm.tx.Call;
import org.cairn.evm.tx.CallOutcome;
import org.cairn.evm.tx.CallRequest;
import org.junit.jupiter.api.Test;

/// Fused instructions against the plain ones, which are what a traced execution runs.
class FusionTest {
  private static final long INTRINSIC_GAS = 21_000;
  private static final Tracer BLIND = new Tracer() {};

  /// `@@` stands for the place of the JUMPDEST at the end.
  private static final String[] SEQUENCES = {
    "60@@56",
    "6100@@56",
    "60@@57",
    "6100@@57",
    "1560@@57",
    "156100@@57",
    "1460@@57",
    "146100@@57",
    "101560@@57",
    "10156100@@57",
    "111560@@57",
    "11156100@@57",
    "60ff01",
    "5050",
    "9050",
    "9f50",
    "8181",
    "8f80",
    "808f",
    "9192",
    "9f90",
    "8090",
    "8f9f",
    "9081",
    "9f8f",
    "60076009",
    "60078f",
    "600780",
    "60079f",
    "600790",
    "8001",
    "8f01",
    "9003",
    // and what must not be fused
    "60@@b056",
    "b1",
    "60b1b2",
    "61b0b150",
    "60@@5b57",
    "60ff56",
    "61ffff57"
  };

  /// The sequence, then what shows the whole stack below: the top words and the gas are returned.
  private static String code(String prefix, String sequence) {
    int target = prefix.length() / 2 + sequence.length() / 2;
    return prefix + sequence.replace("@@", "%02x".formatted(target & 0xff)) + "5b";
  }

  private static final String RETURN_WORDS = "5f526020526040526060526080526000515a60a05260c05ff3";

  private static CallOutcome run(String code, long gas, boolean traced) {
    Scene scene = new Scene().code(Scene.CONTRACT, code);
    CallRequest request = CallRequest.of(Scene.SENDER, Scene.CONTRACT, gas, Bytes.EMPTY);
    Call call = new Call(new CodeCache());
    return traced
        ? call.run(scene.world(), scene.block(), request, BLIND)
        : call.run(scene.world(), scene.block(), request);
  }

  private static void assertSame(String code, long gas) {
    assertThat(run(code, gas, false)).as("%s, gas %d", code, gas).isEqualTo(run(code, gas, true));
  }

  private static String pushes(int count, long seed) {
    Random random = new Random(seed);
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < count; i++) {
      code.append("6a").append("%02x".formatted(random.nextInt(3))).append("00".repeat(8));
      code.append("%04x".formatted(random.nextInt(3)));
    }
    return code.toString();
  }

  @Test
  void anySequence_onAnyLowStack_endsLikeThePlainCode() {
    for (String sequence : SEQUENCES) {
      for (int words = 0; words <= 18; words++) {
        // Twelve bytes a push: up to 18 of them keep the target below 256.
        assertSame(code(pushes(words, words), sequence) + RETURN_WORDS, 100_000);
      }
    }
  }

  @Test
  void anySequence_onAnAlmostFullStack_endsLikeThePlainCode() {
    for (String sequence : SEQUENCES) {
      for (int words = 1021; words <= 1024; words++) {
        int target = words + sequence.length() / 2;
        String wide =
            sequence.contains("6100@@")
                ? sequence.replace("00@@", "%04x".formatted(target))
                : sequence.replace("@@", "00");
        assertSame("5f".repeat(words) + wide + "5b00", 100_000);
        assertSame("58".repeat(words) + wide + "5b00", 100_000);
      }
    }
  }

  @Test
  void anySequence_withAnyGas_endsLikeThePlainCode() {
    for (String sequence : SEQUENCES) {
      String code = code("6001".repeat(17), sequence) + "5b5b00";
      for (long gas = INTRINSIC_GAS + 50; gas < INTRINSIC_GAS + 80; gas++) {
        assertSame(code, gas);
      }
    }
  }

  @Test
  void randomCode_ofFusedInstructions_endsLikeThePlainCode() {
    long seed = new Random().nextLong();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    String[] parts = {
      "60", "61", "5b", "56", "57", "15", "14", "10", "11", "01", "03", "50", "80", "81", "8f",
      "90", "91", "9f", "5f", "00", "02", "20", "b0", "c3", "5a"
    };
    for (int i = 0; i < 3000; i++) {
      StringBuilder code = new StringBuilder("6003".repeat(random.nextInt(20)));
      for (int n = random.nextInt(60); n >= 0; n--) {
        code.append(parts[random.nextInt(parts.length)]);
      }
      assertSame(code.toString(), INTRINSIC_GAS + random.nextInt(2000));
    }
  }
}
