package org.cairn.genesis.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.keys.Keystore;
import org.cairn.genesis.keys.KeystoreException;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.genesis.spec.SpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever happens to a file, its reader accepts it or throws its one kind of exception with a
/// message of one reasonable line.
class HostileFilesPropertyTest {
  private static final int ROUNDS = 200;
  private static final int MAX_MESSAGE_CHARACTERS = 600;

  @Test
  void genesisFile_damagedAnywhere_isAcceptedOrNamed(@TempDir Path dir) throws Exception {
    NetworkPlan plan = NetworkPlan.devnet(List.of(2L, 1L), 8545, 1000);
    NetworkFolder network = NetworkFolder.create(dir, plan, Instant.ofEpochSecond(1_790_000_000L));

    damage(
        Files.readAllBytes(network.genesisFile()),
        SpecException.class,
        json -> assertThat(Genesis.of(ChainSpec.parse(json)).hash()).isNotNull());
    damage(
        Files.readAllBytes(network.node(0).keystore()),
        KeystoreException.class,
        json -> assertThat(Keystore.parse(json).toJson()).isNotEmpty());
  }

  private static void damage(
      byte[] sound, Class<? extends RuntimeException> fault, Consumer<byte[]> reader) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = sound.clone();
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        damaged[random.nextInt(damaged.length)] = digitOrAny(random);
      }
      try {
        reader.accept(damaged);
      } catch (RuntimeException e) {
        assertThat(e).as("seed %d, round %d", seed, round).isInstanceOf(fault);
        assertThat(e.getMessage()).as("seed %d", seed).hasSizeLessThan(MAX_MESSAGE_CHARACTERS);
      }
    }
  }

  /// Mostly characters that keep the file JSON, so that damage gets beyond the parser.
  private static byte digitOrAny(Random random) {
    return random.nextInt(4) == 0
        ? (byte) random.nextInt(256)
        : (byte) "0123456789abcdefx".charAt(random.nextInt(17));
  }
}
