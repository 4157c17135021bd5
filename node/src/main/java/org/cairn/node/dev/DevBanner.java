package org.cairn.node.dev;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Hash;
import org.cairn.node.config.DevConfig;
import org.cairn.rpc.codec.Checksum;

/// What a development node tells at its start: as text, or as one JSON object for scripts.
public final class DevBanner {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COIN_DIGITS = 18;

  private DevBanner() {}

  /// Where the node is, as it turned out.
  public record Place(String host, int port, long chainId, Hash genesis) {
    private String url(String scheme) {
      String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
      return scheme + "://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
  }

  public static String json(DevConfig config, Place place) {
    ObjectNode banner = JSON.createObjectNode();
    banner.put("chainId", place.chainId());
    banner.put("genesis", place.genesis().toString());
    banner.put("rpc", place.url("http"));
    banner.put("ws", place.url("ws"));
    banner.put("mnemonic", config.accounts().mnemonic().words());
    ArrayNode accounts = banner.putArray("accounts");
    for (SecretKey key : config.accounts().keys()) {
      accounts.addObject().put("address", address(key)).put("privateKey", key.toBytes().toString());
    }
    return banner.toString();
  }

  public static String text(DevConfig config, Place place) {
    List<SecretKey> keys = config.accounts().keys();
    var text = new StringBuilder();
    text.append(
        """

        Cairn for development: chain id %d, genesis %s

        Accounts (%s coins each)
        """
            .formatted(place.chainId(), place.genesis(), coins(config)));
    for (int i = 0; i < keys.size(); i++) {
      text.append("(%d) %s%n".formatted(i, address(keys.get(i))));
    }
    text.append("\nPrivate keys (everybody has these: for local use only)\n");
    for (int i = 0; i < keys.size(); i++) {
      text.append("(%d) %s%n".formatted(i, keys.get(i).toBytes()));
    }
    text.append(
        """

        Mnemonic   %s
        Path       m/44'/60'/0'/0/
        Blocks     %s

        RPC        %s
        WebSocket  %s
        """
            .formatted(
                config.accounts().mnemonic().words(),
                blocks(config),
                place.url("http"),
                place.url("ws")));
    return text.toString();
  }

  private static String blocks(DevConfig config) {
    if (!config.mines()) {
      return "when asked for";
    }
    return config.blockTimeMillis() == 0
        ? "one with each transaction"
        : "every " + config.blockTimeMillis() + " ms";
  }

  private static String coins(DevConfig config) {
    return new BigDecimal(config.accounts().balance().value().toBigInteger(), COIN_DIGITS)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String address(SecretKey key) {
    return Checksum.of(key.publicKey().toAddress());
  }
}
