package org.cairn.genesis.network;

import java.nio.file.Path;

/// One validator's folder: its keys, the keystore's password and its settings. `data` is made by
/// the node.
public record NodeFolder(int index, Path path) {
  static NodeFolder of(Path network, int index) {
    return new NodeFolder(index, network.resolve("node-" + index));
  }

  public Path keystore() {
    return path.resolve("validator-keystore.json");
  }

  public Path password() {
    return path.resolve("password");
  }

  public Path nodeKey() {
    return path.resolve("node-key.pem");
  }

  public Path config() {
    return path.resolve("config.toml");
  }

  public Path data() {
    return path.resolve("data");
  }
}
