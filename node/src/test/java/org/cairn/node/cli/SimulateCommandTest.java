package org.cairn.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.consensus.sim.campaign.LatencyText;
import org.cairn.consensus.sim.campaign.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class SimulateCommandTest {
  private record Ran(int status, String out, String err) {
    /// The rest of the first line that begins like this.
    String after(String start) {
      return out.lines()
          .filter(line -> line.startsWith(start))
          .findFirst()
          .map(line -> line.substring(start.length()))
          .orElseThrow(() -> new AssertionError(start + " is not in " + out));
    }
  }

  private static Ran run(String... arguments) {
    return run(new SimulateCommand(), arguments);
  }

  private static Ran run(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ran(status, out.toString(), err.toString());
  }

  /// Loads the simulator once more, with validators of whom one vote is a quorum.
  private static final class OneVoteIsEnough extends ClassLoader {
    private static final String BROKEN = "org.cairn.consensus.epoch.ValidatorSet";

    OneVoteIsEnough() {
      super(SimulateCommandTest.class.getClassLoader());
    }

    Object command() throws ReflectiveOperationException {
      var constructor = loadClass(SimulateCommand.class.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        boolean own =
            name.startsWith("org.cairn.consensus.")
                || name.startsWith(SimulateCommand.class.getName());
        Class<?> loaded = own ? findLoadedClass(name) : super.loadClass(name, resolve);
        if (loaded != null) {
          return loaded;
        }
        byte[] bytes = bytes(name.replace('.', '/') + ".class");
        byte[] changed = name.equals(BROKEN) ? broken(bytes) : bytes;
        return defineClass(name, changed, 0, changed.length);
      }
    }

    private byte[] bytes(String file) throws ClassNotFoundException {
      try (InputStream in = getParent().getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(file);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static byte[] broken(byte[] bytes) {
      ClassFile classFile = ClassFile.of();
      ClassTransform weaken =
          ClassTransform.transformingMethodBodies(
              method -> method.methodName().equalsString("quorum"),
              new CodeTransform() {
                @Override
                public void accept(CodeBuilder code, CodeElement element) {}

                @Override
                public void atEnd(CodeBuilder code) {
                  code.loadConstant(1L).lreturn();
                }
              });
      return classFile.transformClass(classFile.parse(bytes), weaken);
    }
  }

  @Test
  void adversariesList_namesAll() {
    Ran ran = run("--adversaries", "list");
    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines()).hasSize(30).contains("twin", "amnesiac", "false-accuser");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--adversaries nobody",
        "--latency fast",
        "--latency uniform:9:3",
        "--validators 61",
        "--seconds 0",
        "--seeds 0",
        "--only-corrupt x",
        "--twins 4",
        "--staking --over-third",
        "--frobnicate",
        "one-too-many"
      })
  void options_thatAreNone_areWrongUsage(String arguments) {
    Ran ran = run(arguments.split(" "));
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).isNotBlank();
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void seeds_thatHold_sayTheSameEveryTime() {
    String[] arguments = {"--seeds", "3", "--seconds", "5", "--validators", "4"};
    Ran ran = run(arguments);
    assertThat(ran.status()).isZero();
    assertThat(ran.after("held ").strip()).isEqualTo("3 of 3");
    assertThat(run(arguments)).isEqualTo(ran);
  }

  @Test
  void staking_ofSeedsThatHold_saysWhatHappenedToStake() {
    Ran ran = run("--staking", "--seeds", "2", "--seconds", "4");
    assertThat(ran.status()).isZero();
    assertThat(ran.after("held ").strip()).isEqualTo("2 of 2");
    assertThat(Integer.parseInt(ran.after("  epochs ").strip())).isGreaterThanOrEqualTo(6);
  }

  @Test
  void seed_thatFails_isReplayedToTheByteByThePrintedCommand() throws ReflectiveOperationException {
    OneVoteIsEnough loader = new OneVoteIsEnough();
    Ran ran =
        run(
            loader.command(),
            ("--seeds 2 --from 7 --seconds 20 --adversaries equivocating-leader,twin --validators 5"
                    + " --latency uniform:20:60 --minimize")
                .split(" "));
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.after("held ").strip()).isEqualTo("0 of 2");
    Ran again = replay(loader, ran.out().lines());
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.after("seed 7, ")).isEqualTo(ran.after("seed 7, "));
    assertThat(again.after("  trace:  ")).isEqualTo(ran.after("  trace:  ")).hasSize(16);
    Ran smaller = replay(loader, ran.out().lines().toList().reversed().stream());
    assertThat(smaller.status()).isEqualTo(1);
    assertThat(smaller.after("failed by rule ")).isEqualTo(again.after("failed by rule "));
  }

  /// Runs the first command to replay of these lines.
  private static Ran replay(OneVoteIsEnough loader, Stream<String> lines)
      throws ReflectiveOperationException {
    String start = "  replay: cairn simulate ";
    String command = lines.filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    return run(loader.command(), command.substring(start.length()).split(" "));
  }

  static Stream<Options> someOptions() {
    Options plain = Options.standard();
    return Stream.of(
        plain,
        plain.withValidators(7).withStrategies(List.of("twin", "censor")).withSeconds(33),
        plain.withLatency(LatencyText.parse("constant:50")).withQuiet(),
        plain.withLatency(LatencyText.parse("tail:30:900")).withOverThird(true),
        plain.withLatency(LatencyText.parse("uniform:3:9")).withCorrupt(List.of()),
        plain.withMishaps(List.of(2, 0)).withCorrupt(List.of(1)));
  }

  @ParameterizedTest
  @MethodSource("someOptions")
  void replay_ofAnyOptions_meansTheSame(Options options) {
    String[] words = options.command(42).split(" ");
    SimulateCommand command = new SimulateCommand();
    var _ =
        new CommandLine(command)
            .parseArgs(List.of(words).subList(2, words.length).toArray(String[]::new));
    assertThat(command.options()).isEqualTo(options);
    assertThat(command.from).isEqualTo(42);
    assertThat(command.seeds).isEqualTo(1);
  }
}
