package org.cairn.node.cli;

import picocli.CommandLine;

/// The version that the jar's manifest states.
final class Version implements CommandLine.IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {text()};
  }

  /// As `web3_clientVersion` shows it: name/version/platform/language.
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "cairn/v"
        + (version == null ? "0.1.0-SNAPSHOT" : version)
        + "/"
        + System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT)
        + "-"
        + System.getProperty("os.arch")
        + "/java"
        + Runtime.version().feature();
  }
}
