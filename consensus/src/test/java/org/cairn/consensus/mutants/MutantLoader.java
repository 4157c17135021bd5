package org.cairn.consensus.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Loads the consensus classes once more, with the edits of one mutant.
final class MutantLoader extends ClassLoader {
  private static final String CONSENSUS = "org.cairn.consensus.";

  private final ClassLoader original;
  private final ClassFile classFile;
  private final List<Edit> edits;
  private final Set<Edit> applied = new LinkedHashSet<>();

  MutantLoader(List<Edit> edits) {
    super(MutantLoader.class.getClassLoader());
    this.original = MutantLoader.class.getClassLoader();
    this.classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(original)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    this.edits = List.copyOf(edits);
  }

  /// The edits whose place has not been found.
  List<Edit> missed() {
    List<Edit> missed = new ArrayList<>(edits);
    missed.removeAll(applied);
    return missed;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      if (!name.startsWith(CONSENSUS)) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        byte[] bytes = bytes(name);
        List<Edit> here =
            edits.stream().filter(edit -> name.equals(CONSENSUS + edit.type())).toList();
        byte[] changed = here.isEmpty() ? bytes : change(bytes, here);
        loaded = defineClass(name, changed, 0, changed.length);
      }
      return loaded;
    }
  }

  private byte[] bytes(String name) throws ClassNotFoundException {
    try (InputStream in = original.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] change(byte[] bytes, List<Edit> here) {
    byte[] changed = bytes;
    for (Edit edit : here) {
      changed =
          classFile.transformClass(
              classFile.parse(changed), (builder, element) -> change(builder, element, edit));
    }
    return changed;
  }

  private void change(ClassBuilder builder, ClassElement element, Edit edit) {
    if (!(element instanceof MethodModel method)
        || method.code().isEmpty()
        || !method.methodName().equalsString(edit.method())) {
      builder.with(element);
    } else if (edit.place() instanceof Edit.Place.Body) {
      replace(builder, method, edit);
    } else {
      builder.transformMethod(
          method, MethodTransform.transformingCode((code, one) -> change(code, one, edit)));
    }
  }

  private void replace(ClassBuilder builder, MethodModel method, Edit edit) {
    applied.add(edit);
    boolean isStatic = (method.flags().flagsMask() & ClassFile.ACC_STATIC) != 0;
    MethodTypeDesc type = method.methodTypeSymbol();
    ClassDesc owner = ClassDesc.of(CONSENSUS + edit.type());
    builder.withMethodBody(
        method.methodName().stringValue(),
        type,
        method.flags().flagsMask(),
        code -> {
          if (edit.becomes() instanceof Edit.Rule rule) {
            int slot = 0;
            if (!isStatic) {
              code.aload(slot++);
            }
            for (ClassDesc parameter : type.parameterList()) {
              TypeKind kind = TypeKind.from(parameter);
              code.loadLocal(kind, slot);
              slot += kind.slotSize();
            }
            code.invokestatic(
                rules(rule), rule.name(), isStatic ? type : type.insertParameterTypes(0, owner));
          } else {
            push(code, type.returnType(), edit.becomes());
          }
          code.return_(TypeKind.from(type.returnType()));
        });
  }

  private void change(CodeBuilder code, CodeElement element, Edit edit) {
    switch (edit.place()) {
      case Edit.Place.Call(String name)
          when element instanceof InvokeInstruction call && call.name().equalsString(name) -> {
        applied.add(edit);
        replace(code, call, edit);
      }
      case Edit.Place.Read(String name)
          when element instanceof FieldInstruction field
              && field.opcode() == Opcode.GETFIELD
              && field.name().equalsString(name) -> {
        applied.add(edit);
        code.pop();
        push(code, field.typeSymbol(), edit.becomes());
      }
      default -> code.with(element);
    }
  }

  private static void replace(CodeBuilder code, InvokeInstruction call, Edit edit) {
    boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
    MethodTypeDesc type = call.typeSymbol();
    if (edit.becomes() instanceof Edit.Rule rule) {
      ClassDesc receiver = call.owner().asSymbol();
      code.invokestatic(
          rules(rule), rule.name(), isStatic ? type : type.insertParameterTypes(0, receiver));
      return;
    }
    for (ClassDesc parameter : type.parameterList().reversed()) {
      if (TypeKind.from(parameter).slotSize() == 2) {
        code.pop2();
      } else {
        code.pop();
      }
    }
    if (!isStatic) {
      code.pop();
    }
    push(code, type.returnType(), edit.becomes());
  }

  private static ClassDesc rules(Edit.Rule rule) {
    return ClassDesc.of(CONSENSUS + rule.type());
  }

  private static void push(CodeBuilder code, ClassDesc type, @Nullable Object value) {
    if (TypeKind.from(type) == TypeKind.VOID) {
      return;
    }
    switch (value) {
      case Boolean flag -> code.loadConstant(flag ? 1 : 0);
      case Integer number -> code.loadConstant(number.intValue());
      case Long number -> code.loadConstant(number.longValue());
      case null -> code.aconst_null();
      default -> throw new IllegalArgumentException("not a constant: " + value);
    }
  }
}
