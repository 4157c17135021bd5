package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Requests whose bytes were changed, cut, repeated and mixed, and bytes that never were requests.
class RequestFuzzTest {
  private static final List<String> SEEDS =
      List.of(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_chainId\",\"params\":[]}",
          "{\"jsonrpc\":\"2.0\",\"id\":\"\\u00e4\\\\\",\"method\":\"eth_getBalance\","
              + "\"params\":[\"0x1000000000000000000000000000000000000001\",\"latest\"]}",
          "[{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"eth_blockNumber\"},"
              + "{\"jsonrpc\":\"2.0\",\"method\":\"net_version\",\"params\":[]}]",
          "{\"jsonrpc\":\"2.0\",\"id\":-1.5e300,\"method\":\"eth_call\",\"params\":[{\"to\":null,"
              + "\"data\":\"0x60\",\"accessList\":[{\"address\":\"0x00\",\"storageKeys\":[]}]},"
              + "{\"blockHash\":\"0x00\"},{},{\"number\":\"0x1\"}]}",
          "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"eth_getLogs\",\"params\":[{\"fromBlock\":"
              + "\"0x0\",\"topics\":[null,[\"0x00\"]],\"address\":[]}]}");
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "[[[[[[[[",
          "\"",
          "\\",
          "\\u",
          "\\ud800",
          ",",
          ":",
          "null",
          "true",
          "1e999",
          "-0",
          "0x",
          "\u0000",
          "\uffff",
          "\u00e4",
          "\"id\":",
          "\"params\":",
          "{\"a\":",
          "\"method\":\"eth_syncing\"",
          "/*",
          "NaN",
          " ",
          "\n");

  @Test
  void requests_changedAtRandom_areAnsweredInForm() {
    try (FuzzTarget target = new FuzzTarget()) {
      FuzzTarget.repeat(random -> target.feed(changed(random)));
    }
  }

  private static byte[] changed(RandomGenerator random) {
    byte[] text = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8);
    for (int changes = random.nextInt(6); changes > 0; changes--) {
      text = change(text, random);
    }
    return text;
  }

  private static byte[] change(byte[] text, RandomGenerator random) {
    int at = random.nextInt(text.length + 1);
    int end = at + random.nextInt(text.length - at + 1);
    return switch (random.nextInt(6)) {
      case 0 -> join(text, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8), at);
      case 1 ->
          join(text, at, new byte[] {(byte) random.nextInt(256)}, Math.min(at + 1, text.length));
      case 2 -> join(text, at, new byte[0], end);
      case 3 -> join(text, at, Arrays.copyOfRange(text, at, end), at);
      case 4 -> {
        byte[] other = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(UTF_8);
        yield join(
            text, at, Arrays.copyOfRange(other, random.nextInt(other.length), other.length), end);
      }
      default -> {
        byte[] noise = new byte[random.nextInt(20)];
        random.nextBytes(noise);
        yield join(text, at, noise, end);
      }
    };
  }

  /// The text with the part between two places replaced.
  private static byte[] join(byte[] text, int from, byte[] part, int to) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(text, 0, from);
    joined.write(part, 0, part.length);
    joined.write(text, to, text.length - to);
    return joined.toByteArray();
  }
}
