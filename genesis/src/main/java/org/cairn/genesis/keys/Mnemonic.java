package org.cairn.genesis.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.crypto.Pbkdf2;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;

/// BIP-39: twelve to twenty-four English words that stand for the seed of all keys of a wallet.
public final class Mnemonic {
  /// What Hardhat, Foundry and their users know. Everybody has these keys.
  public static final String TEST_WORDS =
      "test test test test test test test test test test test junk";

  private static final int MIN_WORDS = 12;
  private static final int MAX_WORDS = 24;
  private static final int WORD_BITS = 11;
  private static final int NEW_ENTROPY_BYTES = 32;
  private static final int SEED_ITERATIONS = 2048;
  private static final int SEED_SIZE_BYTES = 64;

  private static final List<String> WORDS = wordList();
  private static final Map<String, Integer> INDEXES = indexes();

  private final List<String> words;

  private Mnemonic(List<String> words) {
    this.words = words;
  }

  /// Reads the words of a mnemonic; any white space separates them, and case does not matter.
  ///
  /// @throws IllegalArgumentException when the count, a word or the checksum is wrong; the message
  ///   names a wrong word's place, not the word
  public static Mnemonic of(String text) {
    List<String> words =
        List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+", MAX_WORDS + 1));
    if (words.size() < MIN_WORDS || words.size() > MAX_WORDS || words.size() % 3 != 0) {
      throw new IllegalArgumentException(
          "a mnemonic has 12, 15, 18, 21 or 24 words, not " + words.size());
    }
    BigInteger bits = BigInteger.ZERO;
    for (int i = 0; i < words.size(); i++) {
      Integer index = INDEXES.get(words.get(i));
      if (index == null) {
        throw new IllegalArgumentException(
            "word " + (i + 1) + " of the mnemonic is not in the English word list of BIP-39");
      }
      bits = bits.shiftLeft(WORD_BITS).or(BigInteger.valueOf(index));
    }
    int checksumBits = words.size() / 3;
    byte[] entropy = fixed(bits.shiftRight(checksumBits), words.size() * 4 / 3);
    Mnemonic mnemonic = new Mnemonic(words);
    if (!ofEntropy(entropy).words.equals(words)) {
      throw new IllegalArgumentException("the mnemonic's checksum does not match: a word is wrong");
    }
    return mnemonic;
  }

  /// The mnemonic of 16 to 32 random bytes.
  static Mnemonic ofEntropy(byte[] entropy) {
    if (entropy.length < 16 || entropy.length > 32 || entropy.length % 4 != 0) {
      throw new IllegalArgumentException("not 16, 20, 24, 28 or 32 bytes: " + entropy.length);
    }
    int checksumBits = entropy.length / 4;
    int checksum = (Sha256.hash(entropy).shared()[0] & 0xff) >>> (8 - checksumBits);
    BigInteger bits =
        new BigInteger(1, entropy).shiftLeft(checksumBits).or(BigInteger.valueOf(checksum));
    int count = (entropy.length * 8 + checksumBits) / WORD_BITS;
    List<String> words = new ArrayList<>(count);
    for (int i = count - 1; i >= 0; i--) {
      words.add(WORDS.get(bits.shiftRight(i * WORD_BITS).intValue() & 0x7ff));
    }
    return new Mnemonic(List.copyOf(words));
  }

  /// A new mnemonic of 24 words.
  public static Mnemonic generate(SecureRandom random) {
    byte[] entropy = new byte[NEW_ENTROPY_BYTES];
    random.nextBytes(entropy);
    return ofEntropy(entropy);
  }

  /// The words, separated by a space.
  public String words() {
    return String.join(" ", words);
  }

  /// The key of an account at BIP-44's path `m/44'/60'/0'/0/index`, as every wallet derives it.
  public SecretKey account(int index) {
    return externalChain().child(index).secretKey();
  }

  /// The keys of the first accounts, for which the seed is stretched once.
  public List<SecretKey> accounts(int count) {
    ExtendedKey chain = externalChain();
    List<SecretKey> keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      keys.add(chain.child(i).secretKey());
    }
    return List.copyOf(keys);
  }

  private ExtendedKey externalChain() {
    return ExtendedKey.master(seed(""))
        .hardenedChild(44)
        .hardenedChild(60)
        .hardenedChild(0)
        .child(0);
  }

  /// The signing key of a validator at EIP-2334's path `m/12381/3600/index/0/0`.
  public BlsSecretKey validator(int index) {
    return BlsSecretKey.deriveMaster(seed(""))
        .deriveChild(12381)
        .deriveChild(3600)
        .deriveChild(index)
        .deriveChild(0)
        .deriveChild(0);
  }

  /// The path at which [#validator] derives, as keystores state it.
  public static String validatorPath(int index) {
    return "m/12381/3600/" + index + "/0/0";
  }

  /// BIP-39: the 64 bytes that all derivation starts from.
  byte[] seed(String passphrase) {
    String salt = "mnemonic" + Normalizer.normalize(passphrase, Normalizer.Form.NFKD);
    return Pbkdf2.sha512(
        words().getBytes(StandardCharsets.UTF_8),
        salt.getBytes(StandardCharsets.UTF_8),
        SEED_ITERATIONS,
        SEED_SIZE_BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mnemonic that && words.equals(that.words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }

  /// Says how many words there are, and none of them.
  @Override
  public String toString() {
    return "Mnemonic of " + words.size() + " words";
  }

  /// The big-endian bytes of a number, as many as told.
  static byte[] fixed(BigInteger value, int sizeBytes) {
    byte[] bytes = value.toByteArray();
    if (bytes.length > sizeBytes) {
      return Arrays.copyOfRange(bytes, bytes.length - sizeBytes, bytes.length);
    }
    byte[] padded = new byte[sizeBytes];
    System.arraycopy(bytes, 0, padded, sizeBytes - bytes.length, bytes.length);
    return padded;
  }

  private static List<String> wordList() {
    Hash published =
        Hash.fromHex("0x2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
    try (InputStream in = Mnemonic.class.getResourceAsStream("bip39-english.txt")) {
      Invariant.check(in != null, "the program has the word list");
      byte[] text = in.readAllBytes();
      Invariant.check(Sha256.hash(text).equals(published), "the word list is BIP-39's");
      return new String(text, StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Integer> indexes() {
    Map<String, Integer> indexes = HashMap.newHashMap(WORDS.size());
    for (int i = 0; i < WORDS.size(); i++) {
      indexes.put(WORDS.get(i), i);
    }
    return Map.copyOf(indexes);
  }
}
