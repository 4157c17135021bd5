package org.cairn.node.devnet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.cairn.core.crypto.SecretKey;
import org.cairn.genesis.network.NetworkPlan;

/// What a devnet tells the developer: as text, or as one JSON object for scripts.
public final class DevnetBanner {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DevnetBanner() {}

  /// Chain id, folder, mnemonic, accounts with their keys, validators with their addresses.
  public static String json(Devnet devnet) {
    NetworkPlan plan = devnet.plan();
    ObjectNode banner = JSON.createObjectNode();
    banner.put("chainId", plan.chainId());
    banner.put("dir", devnet.folder().toString());
    banner.put("mnemonic", plan.accounts().mnemonic().words());
    ArrayNode accounts = banner.putArray("accounts");
    for (SecretKey key : plan.accounts().keys()) {
      accounts
          .addObject()
          .put("address", key.publicKey().toAddress().toString())
          .put("privateKey", key.toBytes().toString());
    }
    ArrayNode validators = banner.putArray("validators");
    for (int i = 0; i < devnet.size(); i++) {
      validators
          .addObject()
          .put("index", i)
          .put("publicKey", devnet.publicKey(i).toString())
          .put("stake", stake(devnet, i))
          .put("rpc", devnet.rpcUrl(i))
          .put("ws", devnet.webSocketUrl(i))
          .put("metrics", devnet.metricsUrl(i))
          .put("pid", devnet.pid(i));
    }
    return banner.toString();
  }

  /// What the validator began with, in coins.
  private static long stake(Devnet devnet, int validator) {
    NetworkPlan plan = devnet.plan();
    return (validator < plan.stakesGwei().size()
            ? plan.stakesGwei().get(validator)
            : Stakers.depositGwei(plan))
        / NetworkPlan.GWEI_PER_COIN;
  }

  /// The same for people.
  public static String text(Devnet devnet) {
    NetworkPlan plan = devnet.plan();
    var text = new StringBuilder();
    text.append(
        """

        Cairn devnet: chain id %d, data in %s

        RPC        %s
        WebSocket  %s
        Mnemonic   %s

        Accounts, funded at genesis (public keys of tests: for local use only)
        """
            .formatted(
                plan.chainId(),
                devnet.folder(),
                devnet.rpcUrl(0),
                devnet.webSocketUrl(0),
                plan.accounts().mnemonic().words()));
    List<SecretKey> keys = plan.accounts().keys();
    for (int i = 0; i < keys.size(); i++) {
      text.append(
          "(%d) %s  %s%n".formatted(i, keys.get(i).publicKey().toAddress(), keys.get(i).toBytes()));
    }
    text.append("\nValidators\n");
    for (int i = 0; i < devnet.size(); i++) {
      text.append(
          "(%d) stake %d  %s  %s  pid %d%n"
              .formatted(
                  i, stake(devnet, i), devnet.rpcUrl(i), devnet.metricsUrl(i), devnet.pid(i)));
    }
    text.append(
        "\n"
            + "scripts/devnet status | stop | reset | kill N | start N | add-validator | exit N |"
            + " double-sign N\n");
    return text.toString();
  }

  /// Which validators run, and how far each has come.
  public static String status(Devnet devnet) {
    var text = new StringBuilder();
    text.append("devnet in %s, chain id %d%n".formatted(devnet.folder(), devnet.plan().chainId()));
    for (int i = 0; i < devnet.size(); i++) {
      Long pid = devnet.pid(i);
      if (pid == null) {
        text.append("(%d) stake %d  not running%n".formatted(i, stake(devnet, i)));
        continue;
      }
      Long height = devnet.height(i);
      Long peers = devnet.peers(i);
      text.append(
          "(%d) stake %d  pid %d  %s  final block %s  peers %s%n"
              .formatted(
                  i,
                  stake(devnet, i),
                  pid,
                  devnet.rpcUrl(i),
                  height == null ? "(no answer)" : height,
                  peers == null ? "(no answer)" : peers));
    }
    return text.toString().stripTrailing();
  }
}
