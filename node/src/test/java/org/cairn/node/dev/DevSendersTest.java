package org.cairn.node.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.node.dev.DevEndpoint.FIRST;
import static org.cairn.node.dev.DevEndpoint.SECOND;
import static org.cairn.node.dev.DevEndpoint.STRANGER;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DevSendersTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private DevEndpoint rpc;

  @BeforeEach
  void start() {
    rpc = new DevEndpoint();
  }

  @AfterEach
  void stop() {
    rpc.close();
  }

  private static final String SEND = "[{'from':'%s','to':'%s','value':'0x1'}]";

  @Test
  void impersonation_ofAStranger_sendsInItsNameUntilItIsStopped() {
    var _ = rpc.result("anvil_setBalance", "['%s','0xde0b6b3a7640000']".formatted(STRANGER));
    assertThat(rpc.result("hardhat_impersonateAccount", "['%s']".formatted(STRANGER)).isNull())
        .isTrue();
    assertThat(rpc.result("eth_accounts").toString()).contains(STRANGER);
    String hash = rpc.send(STRANGER, SECOND);
    assertThat(rpc.receipt(hash).get("from").textValue()).isEqualTo(STRANGER);
    JsonNode transaction = rpc.result("eth_getTransactionByHash", "['" + hash + "']");
    assertThat(transaction.get("from").textValue()).isEqualTo(STRANGER);
    assertThat(rpc.block("latest").get("transactions").get(0)).isEqualTo(transaction);
    var _ = rpc.result("anvil_stopImpersonatingAccount", "['%s']".formatted(STRANGER));
    assertThat(
            rpc.error("eth_sendTransaction", SEND.formatted(STRANGER, SECOND))
                .get("message")
                .textValue())
        .startsWith("unknown account");
    assertThat(rpc.receipt(hash).get("from").textValue()).isEqualTo(STRANGER);
  }

  @Test
  void impersonation_ofAContract_isAllowedAndTraced() {
    var _ = rpc.result("anvil_setCode", "['%s','0x00']".formatted(STRANGER));
    var _ = rpc.result("anvil_setBalance", "['%s','0xde0b6b3a7640000']".formatted(STRANGER));
    var _ = rpc.result("anvil_impersonateAccount", "['%s']".formatted(STRANGER));
    String hash = rpc.send(STRANGER, SECOND);
    assertThat(rpc.receipt(hash).get("status").textValue()).isEqualTo("0x1");
    JsonNode trace =
        rpc.result("debug_traceTransaction", "['%s',{'tracer':'callTracer'}]".formatted(hash));
    assertThat(trace.get("from").textValue()).isEqualTo(STRANGER);
  }

  @Test
  void impersonation_ofTwo_givesEqualTransactionsDifferentHashes() {
    String other = "0x2000000000000000000000000000000000000002";
    var _ = rpc.result("anvil_autoImpersonateAccount", "[true]");
    for (String each : new String[] {STRANGER, other}) {
      var _ = rpc.result("anvil_setBalance", "['%s','0xde0b6b3a7640000']".formatted(each));
    }
    String call = "[{'from':'%s','to':'%s','gas':'0x5208','gasPrice':'0x77359400','nonce':'0x0'}]";
    String one = rpc.result("eth_sendTransaction", call.formatted(STRANGER, SECOND)).textValue();
    String two = rpc.result("eth_sendTransaction", call.formatted(other, SECOND)).textValue();
    assertThat(one).isNotEqualTo(two);
    assertThat(rpc.receipt(one).get("from").textValue()).isEqualTo(STRANGER);
    assertThat(rpc.receipt(two).get("from").textValue()).isEqualTo(other);
    var _ = rpc.result("anvil_autoImpersonateAccount", "[false]");
    assertThat(rpc.error("eth_sendTransaction", call.formatted(other, SECOND)).isNull()).isFalse();
  }

  @Test
  void sendUnsigned_fromAnybody_isInABlock() {
    var _ = rpc.result("anvil_setBalance", "['%s','0xde0b6b3a7640000']".formatted(STRANGER));
    String hash =
        rpc.result("eth_sendUnsignedTransaction", SEND.formatted(STRANGER, SECOND)).textValue();
    assertThat(rpc.receipt(hash).get("from").textValue()).isEqualTo(STRANGER);
  }

  @Test
  void rawTransaction_signedByTheNode_isAccepted() {
    String raw = rpc.result("eth_signTransaction", SEND.formatted(FIRST, STRANGER)).textValue();
    assertThat(rpc.height()).isZero();
    String hash = rpc.result("eth_sendRawTransaction", "['" + raw + "']").textValue();
    assertThat(rpc.receipt(hash).get("from").textValue()).isEqualTo(FIRST);
    assertThat(rpc.result("eth_getRawTransactionByHash", "['" + hash + "']").textValue())
        .isEqualTo(raw);
  }

  @Test
  void drop_ofWaitingTransactions_emptiesThePool() {
    var _ = rpc.result("evm_setAutomine", "[false]");
    String first = rpc.send(FIRST, STRANGER);
    String second = rpc.send(SECOND, STRANGER);
    var _ = rpc.send(SECOND, STRANGER);
    assertThat(rpc.result("anvil_dropTransaction", "['" + first + "']").textValue())
        .isEqualTo(first);
    assertThat(rpc.result("hardhat_dropTransaction", "['" + first + "']").isNull()).isTrue();
    assertThat(rpc.result("eth_getTransactionByHash", "['" + second + "']").isNull()).isFalse();
    var _ = rpc.result("anvil_removePoolTransactions", "['%s']".formatted(SECOND));
    assertThat(rpc.result("txpool_status").get("pending").textValue()).isEqualTo("0x0");
    var _ = rpc.send(FIRST, STRANGER);
    var _ = rpc.result("anvil_dropAllTransactions");
    var _ = rpc.result("evm_mine");
    assertThat(rpc.balance(STRANGER)).isZero();
  }

  @Test
  void sign_aMessage_isThePersonalSignatureOfTheAccount() {
    // As anvil signs it.
    String signature =
        "0x87b638f4675a39ef49eb0379a7f5d248affd109cc6cb5b69457d7e8394d7d852"
            + "74c8b407ca2b2b37ba4cc9c3bcfde488f7f59748175764b928324bd31c0f93851c";
    assertThat(rpc.result("eth_sign", "['%s','0x1234']".formatted(FIRST)).textValue())
        .isEqualTo(signature);
    assertThat(rpc.result("personal_sign", "['0x1234','%s']".formatted(FIRST)).textValue())
        .isEqualTo(signature);
    assertThat(rpc.result("personal_sign", "['hello','%s']".formatted(FIRST)))
        .isEqualTo(rpc.result("personal_sign", "['0x68656c6c6f','%s']".formatted(FIRST)));
    assertThat(rpc.error("eth_sign", "['%s','0x1234']".formatted(STRANGER)).get("code").intValue())
        .isEqualTo(-32602);
  }

  @Test
  void signTypedData_aMailWithAListOfReceivers_isSignedAsByAnvil() {
    String mail =
        """
        {'types':{'EIP712Domain':[{'name':'name','type':'string'},{'name':'version','type':'string'},
        {'name':'chainId','type':'uint256'},{'name':'verifyingContract','type':'address'}],
        'Person':[{'name':'name','type':'string'},{'name':'wallet','type':'address'}],
        'Mail':[{'name':'from','type':'Person'},{'name':'to','type':'Person[]'},
        {'name':'contents','type':'string'}]},'primaryType':'Mail',
        'domain':{'name':'Ether Mail','version':'1','chainId':1,
        'verifyingContract':'0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC'},
        'message':{'from':{'name':'Cow','wallet':'0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826'},
        'to':[{'name':'Bob','wallet':'0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB'}],
        'contents':'Hello, Bob!'}}
        """
            .replace("\n", "");
    String signature =
        "0x52c3634bb1c4682cb10bd6bcc01bbb4c601e33634b0e1755618a6688453f07ae"
            + "54b3b756b5294ec7f546bbf2f4e831613a7da5c3fa925bb3d00144e321ff21b61c";
    assertThat(signTyped(mail)).isEqualTo(signature);
    assertThat(signTyped("'" + mail.replace("'", "\\\"") + "'")).isEqualTo(signature);
  }

  @Test
  void signTypedData_allTypes_isSignedAsByAnvil() {
    String all =
        """
        {'types':{'EIP712Domain':[{'name':'name','type':'string'},{'name':'salt','type':'bytes32'}],
        'All':[{'name':'a','type':'int8'},{'name':'b','type':'uint256'},{'name':'c','type':'bytes'},
        {'name':'d','type':'bytes4'},{'name':'e','type':'bool'},{'name':'f','type':'uint8[2][]'},
        {'name':'g','type':'Z'},{'name':'h','type':'A[]'}],'Z':[{'name':'x','type':'A'}],
        'A':[{'name':'y','type':'string'}]},'primaryType':'All','domain':{'name':'x',
        'salt':'0x1111111111111111111111111111111111111111111111111111111111111111'},
        'message':{'a':-5,'b':'0xffffffffffffffffffffffffffffffff','c':'0x1234','d':'0xaabbccdd',
        'e':true,'f':[[1,2],[3,4]],'g':{'x':{'y':'deep'}},'h':[]}}
        """
            .replace("\n", "");
    assertThat(signTyped(all))
        .isEqualTo(
            "0x95a85a5d25ac0c7f2eb1b00d8872f1c8c96f45595f0e0054884bf0aa8e6c5fbd"
                + "1338c3541cfde4c61866596b6832a15d5d84739ca1b878b07fe3dbeb2e6447a51b");
    for (String wrong :
        new String[] {
          all.replace("'a':-5", "'a':-129"),
          all.replace("0xaabbccdd", "0xaabbcc"),
          all.replace("[1,2]", "[1]"),
          all.replace("'e':true", "'e':3"),
          all.replace("'primaryType':'All'", "'primaryType':'None'"),
          all.replace("'int8'", "'int9000'"),
          "{}"
        }) {
      assertThat(
              rpc.error("eth_signTypedData_v4", "['%s',%s]".formatted(FIRST, wrong))
                  .get("code")
                  .intValue())
          .as(wrong)
          .isEqualTo(-32602);
    }
  }

  private String signTyped(String data) {
    return rpc.result("eth_signTypedData_v4", "['%s',%s]".formatted(FIRST, data)).textValue();
  }
}
