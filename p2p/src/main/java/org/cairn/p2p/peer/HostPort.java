package org.cairn.p2p.peer;

import java.util.regex.Pattern;

/// Where a node can be reached: a name or an IP address, and a TCP port.
public record HostPort(String host, int port) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:%-]{1,253}");

  /// @throws IllegalArgumentException when the host has other characters than names and addresses
  ///   have, or the port is not between 1 and 65535
  public HostPort {
    if (!isHost(host)) {
      throw new IllegalArgumentException("not a host: " + host);
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  /// Whether the text has only characters that names and IP addresses have.
  public static boolean isHost(String text) {
    return HOST.matcher(text).matches();
  }

  /// Reads `host:port`, with an IPv6 address in brackets.
  ///
  /// @throws IllegalArgumentException when the text is something else
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("not host:port: " + text);
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not host:port: " + text, e);
    }
  }

  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
