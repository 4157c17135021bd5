package org.cairn.evm.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.evm.fixture.Scene;
import org.junit.jupiter.api.Test;

class CodeTest {
  private static Code code(String hex) {
    Bytes bytes = Bytes.fromHex(hex);
    return Code.of(bytes, Keccak256.hash(bytes));
  }

  @Test
  void jumpDestinations_skipPushData() {
    // JUMPDEST, PUSH2 5b5b, JUMPDEST, PUSH32 that reaches past the end
    long[] bits = code("0x5b615b5b5b7f5b").jumpDestinations();
    assertThat(bits).containsExactly(0b10001L);
  }

  @Test
  void delegate_ofADesignator_isTheAddress() {
    Bytes designator = Code.delegationTo(Scene.CONTRACT);
    assertThat(Code.of(designator, Keccak256.hash(designator)).delegate())
        .isEqualTo(Scene.CONTRACT);
  }

  @Test
  void delegate_ofAnythingElse_isAbsent() {
    assertThat(code("0xef0100" + "00".repeat(19)).delegate()).isNull();
    assertThat(code("0xef0101" + "00".repeat(20)).delegate()).isNull();
    assertThat(Code.EMPTY.delegate()).isNull();
  }

  @Test
  void cache_beyondItsBound_forgetsTheOldest() {
    CodeCache cache = new CodeCache(1000);
    Scene scene = new Scene();
    for (int i = 0; i < 20; i++) {
      scene.code(Address.fromHex("0x" + String.format("%040x", 1000 + i)), "60" + hex(i));
    }
    MemoryState state = scene.state();
    for (int i = 0; i < 20; i++) {
      Hash hash = Keccak256.hash(Bytes.fromHex("0x60" + hex(i)));
      assertThat(cache.get(hash, state).toBytes()).isEqualTo(Bytes.fromHex("0x60" + hex(i)));
      assertThat(cache.get(hash, MemoryState.of(StateDiff.NOTHING)).sizeBytes()).isEqualTo(2);
    }
    assertThat(cache.weightBytes()).isBetween(1L, 1000L);
  }

  private static String hex(int value) {
    return String.format("%02x", value);
  }
}
