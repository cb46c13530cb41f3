package dev.portolan.providers.parsing;
