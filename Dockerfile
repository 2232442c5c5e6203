# dumbrules and git, which it asks for older editions; nothing else, and not as root.
#   docker build --tag dumbrules .
#   docker run --rm --network none --volume "$PWD:/policies:ro" dumbrules audit
FROM rust:1.95-slim-bookworm AS build
WORKDIR /source
COPY . .
RUN cargo install --locked --path . --root /built

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /built/bin/dumbrules /usr/local/bin/dumbrules
# What is mounted belongs to somebody else, and git would refuse to read it.
ENV GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0=*
USER 65532:65532
WORKDIR /policies
ENTRYPOINT ["dumbrules"]
CMD ["audit"]
