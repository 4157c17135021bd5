package org.cairn.node.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.tuweni.toml.Toml;
import org.apache.tuweni.toml.TomlArray;
import org.apache.tuweni.toml.TomlParseResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Defaults for options that are not on the command line: for `--rpc-port` first the environment
/// variable `CAIRN_RPC_PORT`, then the key `rpc-port` of the TOML file that `--config` or
/// `CAIRN_CONFIG` names.
final class LayeredDefaults implements CommandLine.IDefaultValueProvider {
  private final Map<String, String> environment;
  private final @Nullable TomlParseResult file;

  LayeredDefaults(Map<String, String> environment, @Nullable Path configFile) {
    this.environment = environment;
    this.file = configFile == null ? null : parse(configFile);
  }

  private static TomlParseResult parse(Path configFile) {
    TomlParseResult result;
    try {
      result = Toml.parse(configFile);
    } catch (IOException e) {
      throw new CommandFailure("cannot read the configuration file " + configFile + ": " + e);
    }
    if (result.hasErrors()) {
      throw new CommandFailure(
          "the configuration file " + configFile + " is not TOML: " + result.errors().getFirst());
    }
    return result;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !option.longestName().startsWith("--")) {
      return null;
    }
    String key = option.longestName().substring(2);
    String fromEnvironment =
        environment.get("CAIRN_" + key.toUpperCase(Locale.ROOT).replace('-', '_'));
    if (fromEnvironment != null) {
      return fromEnvironment;
    }
    Object value = file == null ? null : file.get(key);
    return switch (value) {
      case null -> null;
      case TomlArray array ->
          String.join(",", array.toList().stream().map(Object::toString).toList());
      default -> value.toString();
    };
  }
}
