package org.cairn.node.dev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.Secp256k1;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// In whose name the node sends: of those whose keys it has, and of those who are impersonated. Any
/// thread may ask and change.
final class Keyring {
  private final Map<Address, SecretKey> keys = new LinkedHashMap<>();

  /// Guarded by itself, and so is `everybody`.
  private final Set<Address> impersonated = new LinkedHashSet<>();

  private boolean everybody;

  Keyring(List<SecretKey> keys) {
    keys.forEach(key -> this.keys.put(key.publicKey().toAddress(), key));
  }

  /// In the order of their derivation, then those who are impersonated.
  List<Address> accounts() {
    Set<Address> accounts = new LinkedHashSet<>(keys.keySet());
    synchronized (impersonated) {
      accounts.addAll(impersonated);
    }
    return new ArrayList<>(accounts);
  }

  @Nullable Signature sign(Address account, Hash message) {
    SecretKey key = keys.get(account);
    return key == null ? null : Secp256k1.sign(message, key);
  }

  /// The transaction, signed or marked.
  ///
  /// @throws IllegalArgumentException when the sender is unknown
  RecoveredTransaction complete(Transaction transaction, Address sender) {
    SecretKey key = keys.get(sender);
    if (key != null) {
      return new RecoveredTransaction(TransactionCodec.sign(transaction, key), sender);
    }
    if (!isImpersonated(sender)) {
      throw new IllegalArgumentException("unknown account " + sender);
    }
    return Impersonation.of(transaction, sender);
  }

  boolean sendsFor(Address account) {
    return keys.containsKey(account) || isImpersonated(account);
  }

  private boolean isImpersonated(Address account) {
    synchronized (impersonated) {
      return everybody || impersonated.contains(account);
    }
  }

  void impersonate(Address account, boolean on) {
    synchronized (impersonated) {
      boolean _ = on ? impersonated.add(account) : impersonated.remove(account);
    }
  }

  void impersonateAll(boolean on) {
    synchronized (impersonated) {
      everybody = on;
    }
  }
}
