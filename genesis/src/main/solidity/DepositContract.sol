// SPDX-License-Identifier: UNLICENSED
pragma solidity 0.8.37;

/// What staking software calls on Ethereum, names and types included.
interface IDeposit {
    /// One accepted deposit. `amount` (Gwei) and `index` are little-endian 64-bit numbers; EIP-6110
    /// reads the five fields from the log's data at fixed offsets.
    event DepositEvent(
        bytes pubkey, bytes withdrawal_credentials, bytes amount, bytes signature, bytes index
    );

    function deposit(
        bytes calldata pubkey,
        bytes calldata withdrawal_credentials,
        bytes calldata signature,
        bytes32 deposit_data_root
    ) external payable;

    function get_deposit_root() external view returns (bytes32);

    function get_deposit_count() external view returns (bytes memory);
}

interface IIntrospection {
    function supportsInterface(bytes4 interfaceId) external pure returns (bool);
}

/// Takes deposits of stake and keeps the Merkle root of all of them.
///
/// The tree has 32 levels and only grows to the right, so one node a level is enough to append a
/// leaf: `leftNodes[level]` is the root of the last complete left subtree of that height. The
/// contract is part of the genesis state and its constructor never runs: everything starts from
/// storage of zeros, and the roots of empty subtrees are computed where they are needed.
contract DepositContract is IDeposit, IIntrospection {
    uint256 private constant LEVELS = 32;
    uint256 private constant MAX_DEPOSITS = 2 ** LEVELS - 1;
    uint256 private constant MIN_DEPOSIT = 1 ether;

    uint256 private depositCount;
    bytes32[LEVELS] private leftNodes;

    function deposit(
        bytes calldata pubkey,
        bytes calldata withdrawal_credentials,
        bytes calldata signature,
        bytes32 deposit_data_root
    ) external payable override {
        require(pubkey.length == 48, "DepositContract: public key is not 48 bytes");
        require(withdrawal_credentials.length == 32, "DepositContract: credentials are not 32 bytes");
        require(signature.length == 96, "DepositContract: signature is not 96 bytes");
        require(msg.value >= MIN_DEPOSIT, "DepositContract: less than one coin");
        require(msg.value % 1 gwei == 0, "DepositContract: not a whole number of Gwei");
        uint256 amountGwei = msg.value / 1 gwei;
        require(amountGwei <= type(uint64).max, "DepositContract: more than 2^64 Gwei");
        uint256 index = depositCount;
        require(index < MAX_DEPOSITS, "DepositContract: the tree is full");

        bytes8 amount = littleEndian(uint64(amountGwei));
        bytes32 leaf = dataRoot(pubkey, bytes32(withdrawal_credentials), amount, signature);
        // A wrong argument would burn the deposit: the sender states what it means to deposit.
        require(leaf == deposit_data_root, "DepositContract: deposit_data_root does not match");

        depositCount = index + 1;
        append(leaf, index + 1);
        emit DepositEvent(
            pubkey,
            withdrawal_credentials,
            abi.encodePacked(amount),
            signature,
            abi.encodePacked(littleEndian(uint64(index)))
        );
    }

    function get_deposit_root() external view override returns (bytes32) {
        bytes32 node;
        bytes32 emptySubtree;
        uint256 size = depositCount;
        for (uint256 level = 0; level < LEVELS; level++) {
            node = size & 1 == 1
                ? hashPair(leftNodes[level], node)
                : hashPair(node, emptySubtree);
            emptySubtree = hashPair(emptySubtree, emptySubtree);
            size >>= 1;
        }
        // SSZ mixes the length of a list into its root.
        return hashPair(node, bytes32(littleEndian(uint64(depositCount))));
    }

    function get_deposit_count() external view override returns (bytes memory) {
        return abi.encodePacked(littleEndian(uint64(depositCount)));
    }

    function supportsInterface(bytes4 interfaceId) external pure override returns (bool) {
        return interfaceId == type(IIntrospection).interfaceId
            || interfaceId == type(IDeposit).interfaceId;
    }

    /// Carries the leaf up to the first level whose subtree it does not complete. `size` counts the
    /// leaves with this one.
    function append(bytes32 node, uint256 size) private {
        uint256 level = 0;
        while (size & 1 == 0) {
            node = hashPair(leftNodes[level], node);
            size >>= 1;
            level++;
        }
        leftNodes[level] = node;
    }

    /// The SSZ hash tree root of the container DepositData: four fields, each padded to whole
    /// 32-byte chunks.
    function dataRoot(
        bytes calldata pubkey,
        bytes32 credentials,
        bytes8 amount,
        bytes calldata signature
    ) private pure returns (bytes32) {
        bytes32 pubkeyRoot = sha256(abi.encodePacked(pubkey, bytes16(0)));
        bytes32 signatureRoot = hashPair(
            sha256(signature[:64]), sha256(abi.encodePacked(signature[64:], bytes32(0)))
        );
        return hashPair(
            hashPair(pubkeyRoot, credentials), hashPair(bytes32(amount), signatureRoot)
        );
    }

    function hashPair(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return sha256(abi.encodePacked(left, right));
    }

    /// The eight bytes of a number, the least significant first.
    function littleEndian(uint64 value) private pure returns (bytes8) {
        uint64 reversed = 0;
        for (uint256 i = 0; i < 8; i++) {
            reversed = (reversed << 8) | (value & 0xff);
            value >>= 8;
        }
        return bytes8(reversed);
    }
}
