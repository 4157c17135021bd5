package org.cairn.rpc.server;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Under which names the server may be called. A page of a stranger can make its own name point to
/// this machine (DNS rebinding) and so pass for its own origin; it cannot make an address do so.
final class Hosts {
  private static final Logger LOG = LoggerFactory.getLogger(Hosts.class);
  private static final int MAX_LOGGED = 100;
  private static final int MAX_LOGGED_CHARS = 200;
  private static final String FLAG = "--rpc-hosts";

  private final List<String> allowed;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /// What was allowed last, as one client mostly says the same again.
  private volatile String known = "";

  /// @param own where the server listens, which is allowed as well
  /// @param named `*` for any
  Hosts(String own, List<String> named) {
    allowed =
        Stream.concat(Stream.of(own), named.stream())
            .map(host -> host.toLowerCase(Locale.ROOT))
            .toList();
  }

  /// The first refusal of a name is logged with the flag that would allow it.
  boolean allows(@Nullable String header) {
    if (known.equals(header)) {
      return true;
    }
    String host = header == null ? "" : name(header).toLowerCase(Locale.ROOT);
    if (allowed.contains("*") || host.isEmpty() || isFixed(host) || allowed.contains(host)) {
      known = header == null ? "" : header;
      return true;
    }
    String shown =
        host.substring(0, Math.min(host.length(), MAX_LOGGED_CHARS)).replaceAll("\\p{C}", "?");
    if (logged.size() < MAX_LOGGED && logged.add(shown)) {
      LOG.warn("event=host_refused host={} hint=\"allow it with {} {}\"", shown, FLAG, shown);
    }
    return false;
  }

  /// The host without its port.
  private static String name(String header) {
    int end = header.startsWith("[") ? header.indexOf(']') + 1 : header.lastIndexOf(':');
    return end <= 0 ? header : header.substring(0, end);
  }

  /// `localhost`, an IPv4 address, or an IPv6 address in brackets.
  private static boolean isFixed(String host) {
    return host.equals("localhost")
        || host.startsWith("[")
        || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }
}
