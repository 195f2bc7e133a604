/* messages - any bytes as any message of the contracts, those of stored records included: what is read is text where
 * the contract says text, stays below the arena's cap, and is written the same once it was written. */
#include "fuzz.h"
#include "service_calls.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

static const ProtobufCMessageDescriptor *choose(struct fuzz_input *input)
{
    static size_t count;
    while (every_message[count])
        count++;
    size_t low = fuzz_byte(input);
    return every_message[(low | (size_t)fuzz_byte(input) << 8) % count];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    const ProtobufCMessageDescriptor *descriptor = choose(&input);
    struct store_bytes bytes = fuzz_rest(&input);
    const ProtobufCMessage *message = wire_unpack(descriptor, bytes.data, bytes.length, &arena);
    if (message) {
        assert(protobuf_c_message_check(message));
        assert(wire_pack(message, &packed) == 0);
        calls_check_message(descriptor, packed.data, packed.length);
    }
    assert(arena.used_bytes <= arena.cap_bytes);
    arena_reset(&arena);
    return 0;
}
