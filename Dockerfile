# syntax=docker/dockerfile:1

FROM rust:1.95-slim-bookworm AS build
WORKDIR /build
# The queries were checked against the migrations before; no database is needed here.
ENV SQLX_OFFLINE=true

# Dependencies first, with empty crates in place of ours: this layer is rebuilt only when
# Cargo.lock changes, and it takes most of the time.
COPY Cargo.toml Cargo.lock ./
COPY tests/sandbox/Cargo.toml tests/sandbox/
RUN mkdir -p src tests/sandbox/src \
    && touch src/lib.rs tests/sandbox/src/lib.rs \
    && echo 'fn main() {}' | tee src/main.rs tests/main.rs tests/sandbox/src/main.rs \
    && cargo build --release --locked --package pinglass --bin pinglass

COPY .sqlx .sqlx
COPY migrations migrations
COPY locales locales
COPY src src
# Cargo compares times, and the copied files can be older than the empty ones.
RUN touch src/lib.rs src/main.rs \
    && cargo build --release --locked --package pinglass --bin pinglass

FROM debian:bookworm-slim
# Only the bundle: the package would bring OpenSSL along.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /build/target/release/pinglass /usr/local/bin/
# The model that finds faces is part of the program; its licence asks to be named with it.
COPY src/avatars/coach/seeta_fd_frontal_v1.0.LICENSE /usr/share/doc/pinglass/

USER 10001:10001
WORKDIR /tmp
EXPOSE 8080
STOPSIGNAL SIGTERM
# The image has no HTTP client; bash speaks TCP, and takes the port from HTTP_ADDR.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "address=${HTTP_ADDR:-:8080}; exec 3<>/dev/tcp/127.0.0.1/${address##*:} && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q ' 200 ' <&3"]
ENTRYPOINT ["pinglass"]
CMD ["run"]
