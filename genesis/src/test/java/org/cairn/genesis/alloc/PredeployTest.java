package org.cairn.genesis.alloc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Hex;
import org.cairn.genesis.spec.GenesisAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredeployTest {
  @ParameterizedTest
  @EnumSource(Predeploy.class)
  void code_ofEachPredeploy_isTheRecordedOne(Predeploy predeploy) {
    assertThat(Keccak256.hash(predeploy.code())).isEqualTo(predeploy.codeHash());
  }

  @Test
  void accounts_areContractsWithNonceOne() {
    Address deposit = Address.fromHex("0x00000000000000000000000000000000000000dd");

    var accounts = Predeploy.accounts(deposit);

    assertThat(accounts).hasSize(Predeploy.values().length).containsKey(deposit);
    assertThat(accounts).doesNotContainKey(Predeploy.DEPOSIT.address());
    assertThat(accounts.values()).extracting(GenesisAccount::nonce).containsOnly(1L);
  }

  @Test
  void depositContract_knowsEthereumsSelectorsAndEvent() {
    String code = Predeploy.DEPOSIT.code().toString();

    assertThat(code)
        .contains(selector("deposit(bytes,bytes,bytes,bytes32)"))
        .contains(selector("get_deposit_root()"))
        .contains(selector("get_deposit_count()"))
        .contains(selector("supportsInterface(bytes4)"))
        .contains(topic("DepositEvent(bytes,bytes,bytes,bytes,bytes)"));
  }

  @Test
  void multicall3_knowsTheSelectorsThatLibrariesCall() {
    String code = Predeploy.MULTICALL3.code().toString();

    assertThat(code)
        .contains("82ad56cb") // aggregate3
        .contains("174dea71") // aggregate3Value
        .contains("252dba42") // aggregate
        .contains(selector("aggregate3((address,bool,bytes)[])"))
        .contains(selector("aggregate3Value((address,bool,uint256,bytes)[])"))
        .contains(selector("tryAggregate(bool,(address,bytes)[])"))
        .contains(selector("getEthBalance(address)"))
        .contains(selector("getBlockNumber()"));
  }

  private static String selector(String signature) {
    return topic(signature).substring(0, 8);
  }

  private static String topic(String signature) {
    Hash hash = Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII));
    return Hex.encode(hash.toArray()).substring(2);
  }
}
