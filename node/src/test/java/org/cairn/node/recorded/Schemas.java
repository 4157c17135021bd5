package org.cairn.node.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The schemas of the specification's results, by method.
final class Schemas {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909);

  private final ObjectNode components = JsonNodeFactory.instance.objectNode();
  private final Map<String, JsonNode> results = new TreeMap<>();
  private final Map<String, JsonSchema> compiled = new TreeMap<>();

  private Schemas() {}

  static Schemas read() {
    Schemas schemas = new Schemas();
    ObjectNode named = schemas.components.putObject("schemas");
    for (Path file : Suite.files("src", ".yaml")) {
      JsonNode content = parse(file);
      if (content.isArray()) {
        content.forEach(method -> {
          JsonNode schema = method.path("result").path("schema");
          if (!schema.isMissingNode()) {
            schemas.results.put(method.get("name").textValue(), schema);
          }
        });
      } else if (file.toString().contains("schemas")) {
        named.setAll((ObjectNode) content);
      }
    }
    return schemas;
  }

  private static JsonNode parse(Path file) {
    try {
      return YAML.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> methods() {
    return List.copyOf(results.keySet());
  }

  /// What is wrong with a result, in no words when nothing is.
  String fault(String method, JsonNode result) {
    JsonNode schema = results.get(method);
    if (schema == null) {
      return "";
    }
    JsonSchema validator = compiled.computeIfAbsent(method, _ -> compile(schema));
    StringBuilder faults = new StringBuilder();
    for (ValidationMessage message : validator.validate(result)) {
      if (faults.length() < 500) {
        faults.append(message).append('\n');
      }
    }
    return faults.toString();
  }

  private JsonSchema compile(JsonNode schema) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("components", components);
    whole.putArray("allOf").add(schema);
    return FACTORY.getSchema(whole);
  }
}
