package org.cairn.node;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rules of docs/architecture.md that a compiler does not check.
class ArchitectureTest {
  private static final List<String> SIBLINGS =
      List.of(
          "org.cairn.p2p..",
          "org.cairn.consensus..",
          "org.cairn.evm..",
          "org.cairn.rpc..",
          "org.cairn.genesis..");

  @SuppressWarnings("NullAway.Init") // set once before all tests
  private static JavaClasses program;

  @BeforeAll
  static void importProgram() {
    program =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.cairn");
  }

  @Test
  void program_imported_hasEveryModule() {
    assertThat(program).hasSizeGreaterThan(200);
  }

  @Test
  void core_anyClass_knowsNoSibling() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.cairn.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.cairn.p2p..",
                "org.cairn.consensus..",
                "org.cairn.evm..",
                "org.cairn.rpc..",
                "org.cairn.genesis..",
                "org.cairn.node.."));
  }

  @Test
  void siblings_anyClass_knowOnlyCore() {
    for (String sibling : SIBLINGS) {
      for (String other : SIBLINGS) {
        if (!sibling.equals(other)) {
          check(
              noClasses()
                  .that()
                  .resideInAPackage(sibling)
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(other, "org.cairn.node.."));
        }
      }
    }
  }

  @Test
  void libraries_anyUse_staysWhereItBelongs() {
    onlyIn("io.vertx..", "org.cairn.p2p.transport..", "org.cairn.rpc.server..", "org.cairn.node..");
    onlyIn("org.rocksdb..", "org.cairn.core.store..");
    onlyIn("org.bouncycastle..", "org.cairn.core.crypto..");
    onlyIn("org.web3j..");
    onlyIn("picocli..", "org.cairn.node.cli..");
    onlyIn("org.apache.tuweni.toml..", "org.cairn.node.cli..");
  }

  private static void onlyIn(String library, String... homes) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(homes)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library)
            .allowEmptyShould(true));
  }

  @Test
  void evmHotPackages_anyClass_useNoSlowTypes() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "org.cairn.evm.word..",
                "org.cairn.evm.instruction..",
                "org.cairn.evm.interpreter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.math..", "java.util.stream..", "org.apache.tuweni..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Optional"));
  }

  @Test
  void consensusAndEvm_anyClass_areDeterministic() {
    check(
        noClasses()
            .that(
                resideInAPackage("org.cairn.evm..")
                    .or(resideInAPackage("org.cairn.consensus.simplex.."))
                    .or(resideInAPackage("org.cairn.consensus.message.."))
                    .or(resideInAPackage("org.cairn.consensus.leader..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.net..", "java.nio.file..", "org.slf4j..", "java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.lang\\.Thread|java\\.util\\.(Random|UUID|Date)|java\\.time\\.(Clock|Instant)"
                    + "|java\\.security\\.SecureRandom")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime"));
  }

  /// Their iteration order depends on the run. Those that keep an order cost nearly the same.
  @Test
  void consensusEngine_anyClass_usesNoUnorderedCollections() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("org.cairn.consensus.simplex..", "org.cairn.consensus.leader..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(HashMap|HashSet)"));
  }

  @Test
  void standardOutput_anyUse_staysInTheCommandLine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("org.cairn.node.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @Test
  void packages_all_haveNoCycles() {
    check(slices().matching("org.cairn.(*).(*)..").should().beFreeOfCycles());
  }

  @Test
  void packages_all_areNullMarked() {
    var unmarked = new TreeSet<String>();
    for (JavaClass type : program) {
      if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void messages_records_haveNoArrays() {
    var withArrays = new TreeSet<String>();
    for (JavaClass type : program) {
      if (type.isRecord() && type.getPackageName().endsWith(".message")) {
        type.getFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .filter(field -> field.getRawType().isArray())
            .forEach(field -> withArrays.add(field.getFullName()));
      }
    }
    assertThat(withArrays).isEmpty();
  }

  @Test
  void exceptions_all_areFinal() {
    check(
        classes()
            .that()
            .haveSimpleNameEndingWith("Exception")
            .should()
            .haveModifier(JavaModifier.FINAL));
  }

  private static void check(ArchRule rule) {
    rule.check(program);
  }
}
